import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const programs = ['chromium', 'chromium-browser', 'google-chrome'];

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Grey edges of letters, as on most screens; images of them are smaller.
  '--disable-lcd-text',
];

/** A real Chromium that resolves names as `hosts` maps them. */
export async function launchBrowser(
  hosts: Record<string, string> = {},
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
        'These tests need a real browser.\n' +
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
