import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launchBrowser } from '../../support/browser.ts';
import { link, origin } from './sandbox.ts';

/** Of one step, also on a busy machine. */
const timeoutMs = 30_000;

export const sizes = {
  desktop: { width: 1280, height: 720 },
  phone: { width: 390, height: 844 },
};

export interface Look {
  scheme?: 'light' | 'dark';
  size?: keyof typeof sizes;
}

interface VisitorOptions extends Look {
  /** As `launchBrowser` takes them. */
  hosts?: Record<string, string>;
}

/** A developer who opened the link of `make console` in a real browser. */
export class Visitor {
  readonly page: Page;
  /** What no page may do: errors, violations of its policy, other hosts. */
  readonly problems: string[] = [];
  readonly #browser: Browser;

  private constructor(browser: Browser, page: Page) {
    this.#browser = browser;
    this.page = page;
    this.#observe();
  }

  static async arrive({
    scheme = 'light',
    size = 'desktop',
    hosts,
  }: VisitorOptions = {}): Promise<Visitor> {
    const browser = await launchBrowser(hosts);
    const context = await browser.newContext({
      viewport: sizes[size],
      colorScheme: scheme,
      permissions: ['clipboard-read', 'clipboard-write'],
      reducedMotion: 'reduce',
    });
    const visitor = new Visitor(browser, await context.newPage());
    visitor.page.setDefaultTimeout(timeoutMs);
    await visitor.page.goto(link);
    // The link's page opens the console itself.
    await visitor.page.waitForURL((url) => url.search === '');
    return visitor;
  }

  async leave(): Promise<void> {
    await this.#browser.close();
  }

  /** Of someone without a session. */
  newContext(): Promise<BrowserContext> {
    return this.#browser.newContext();
  }

  async open(path: string): Promise<Page> {
    await this.page.goto(origin + path);
    await this.page.getByRole('heading', { level: 1 }).waitFor();
    return this.page;
  }

  async look({ scheme = 'light', size = 'desktop' }: Look): Promise<void> {
    await this.page.emulateMedia({ colorScheme: scheme });
    await this.page.setViewportSize(sizes[size]);
  }

  /** Waits until what the page shows is loaded. */
  async settle(): Promise<void> {
    // Not for the network: a live page never stops to use it.
    await expect
      .poll(() => this.page.getByRole('status').allTextContents(), {
        // Another test may have written 10,000 payments and 2000 requests.
        timeout: 240_000,
      })
      .not.toContainEqual(expect.stringMatching(/…$/));
  }

  /** The text that the page's last copy button has put on the clipboard. */
  copied(): Promise<string> {
    return this.page.evaluate('navigator.clipboard.readText()');
  }

  /** Reports and forgets the problems; some tests expect a certain one. */
  expectNoProblems(expected = /^$/): void {
    const problems = this.problems.splice(0);
    expect(problems.filter((text) => !expected.test(text))).toEqual([]);
  }

  #observe(): void {
    const note = (text: string) => this.problems.push(text);
    this.page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') {
        note(`${message.text()} at ${message.location().url}`);
      }
    });
    this.page.on('pageerror', (error) => note(String(error.stack)));
    this.page.on('dialog', async (dialog) => {
      note(`dialog: ${dialog.message()}`);
      await dialog.dismiss();
    });
    this.page.on('request', (request) => {
      if (new URL(request.url()).origin !== origin) {
        note(`a request to ${request.url()}`);
      }
    });
  }
}
