import { spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { html } from 'hono/html';
import { desktopEnvironment, userEnvironment } from '../system/environment.ts';
import { inLocal } from '../system/paths.ts';
import { privateFile, privateFolder } from '../system/private-folder.ts';

export interface Desktop {
  platform: NodeJS.Platform;
  isTerminal: boolean;
  variables: Readonly<Record<string, string>>;
}

function thisDesktop(): Desktop {
  return {
    platform: process.platform,
    isTerminal: process.stdout.isTTY,
    variables: userEnvironment(),
  };
}

/** The program that opens a file; undefined where no one would see it. */
export function findOpener({
  platform,
  isTerminal,
  variables,
}: Desktop): string | undefined {
  const { CI, DISPLAY, WAYLAND_DISPLAY } = variables;
  if (!isTerminal || CI) {
    return undefined;
  }
  if (platform === 'darwin') {
    return 'open';
  }
  return DISPLAY || WAYLAND_DISPLAY ? 'xdg-open' : undefined;
}

/**
 * Opens a link in the default browser, if there is one; a failure changes nothing.
 *
 * The program gets a private file that leads there: every user of the machine can
 * read its command line.
 */
export async function openInBrowser(
  link: string,
  desktop = thisDesktop(),
  file = inLocal('console', 'open.html'),
): Promise<void> {
  const opener = findOpener(desktop);
  if (opener === undefined) {
    return;
  }
  mkdirSync(path.dirname(file), privateFolder);
  // It would keep the mode of an older one.
  rmSync(file, { force: true });
  writeFileSync(file, String(await pageTo(link)), privateFile);
  const child = spawn(opener, [file], {
    env: desktopEnvironment(),
    detached: true,
    stdio: 'ignore',
  });
  child.on('error', () => undefined);
  child.unref();
}

function pageTo(link: string) {
  return html`<!doctype html>
<meta charset="utf-8">
<meta http-equiv="refresh" content="0;url=${link}">
<a href="${link}">Open the console</a>
`;
}
