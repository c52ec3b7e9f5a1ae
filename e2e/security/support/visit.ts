import type { Browser, Page } from 'playwright-core';
import { waitUntil } from '../../../scripts/system/wait-until.ts';

/** Marks a response that a test sends in place of the sandbox. */
export const notOfSandbox = { 'x-answered-by': 'test' };

/** The response's status; a browser does not expose a preflight's response. */
export type Outcome = number | 'no response';

/** How each request to this port ended while a page was open. */
export async function visit(
  browser: Browser,
  port: number,
  open: (page: Page) => Promise<unknown>,
): Promise<Outcome[]> {
  const context = await browser.newContext();
  const outcomes: Outcome[] = [];
  const note = (url: string, outcome: Outcome) => {
    if (new URL(url).port === String(port)) {
      outcomes.push(outcome);
    }
  };
  context.on('response', (response) => {
    if (!('x-answered-by' in response.headers())) {
      note(response.url(), response.status());
    }
  });
  context.on('requestfailed', (request) => note(request.url(), 'no response'));
  try {
    const page = await context.newPage();
    await open(page);
    // A frame's pending request does not count as network activity of the page.
    await waitUntil(async () => outcomes.length > 0 || undefined, {
      what: `A request to port ${port}`,
      intervalMs: 50,
      timeoutMs: 120_000,
    });
    await page.waitForLoadState('networkidle');
  } finally {
    await context.close();
  }
  return outcomes;
}
