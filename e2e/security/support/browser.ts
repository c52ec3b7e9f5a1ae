import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { waitUntil } from '../../../scripts/system/wait-until.ts';

const programs = ['chromium', 'chromium-browser', 'google-chrome'];

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A real Chromium that resolves names as `hosts` maps them. */
export async function launchBrowser(
  hosts: Record<string, string>,
): Promise<Browser> {
  const rules = Object.entries(hosts).map(([from, to]) => `MAP ${from} ${to}`);
  return chromium.launch({
    executablePath: findChromium(),
    args: [
      ...quiet,
      // Other browsers, and older ones, reach loopback without asking for permission.
      // A frame in another process could send requests before they are observed.
      '--disable-features=LocalNetworkAccessChecks,IsolateSandboxedIframes',
      `--host-resolver-rules=${rules.join(',')}`,
    ],
  });
}

function findChromium(): string {
  const { CHROMIUM, PATH = '' } = process.env;
  const found = CHROMIUM
    ? [CHROMIUM]
    : programs.flatMap((program) =>
        PATH.split(path.delimiter).map((folder) => path.join(folder, program)),
      );
  const executable = found.find(isExecutable);
  if (!executable) {
    throw new Error(
      `No Chromium was found as ${CHROMIUM ?? programs.join(', ')}.\n` +
        'The attacks of a web page need a real browser.\n' +
        'Next: `sudo scripts/ci/apt-install chromium`, or set CHROMIUM to its path',
    );
  }
  return executable;
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

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
      timeoutMs: 5000,
    });
    await page.waitForLoadState('networkidle');
  } finally {
    await context.close();
  }
  return outcomes;
}
