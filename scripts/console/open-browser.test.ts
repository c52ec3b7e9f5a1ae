import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Desktop, findOpener, openInBrowser } from './open-browser.ts';

const desktop: Desktop = {
  platform: 'linux',
  isTerminal: true,
  variables: { DISPLAY: ':0' },
};

describe('findOpener', () => {
  it.each<[string, Partial<Desktop>, string | undefined]>([
    ['with X', {}, 'xdg-open'],
    ['with Wayland', { variables: { WAYLAND_DISPLAY: 'w' } }, 'xdg-open'],
    ['on macOS', { platform: 'darwin', variables: {} }, 'open'],
    ['without a display', { variables: {} }, undefined],
    ['in CI', { variables: { DISPLAY: ':0', CI: 'true' } }, undefined],
    [
      'in CI on macOS',
      { platform: 'darwin', variables: { CI: '1' } },
      undefined,
    ],
    ['without a terminal', { isTerminal: false }, undefined],
  ])('%s', (_, change, opener) => {
    expect(findOpener({ ...desktop, ...change })).toBe(opener);
  });
});

describe('openInBrowser', () => {
  const link = 'http://127.0.0.1:4580/?token=secret';
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'open-'));
    file = path.join(folder, 'console', 'open.html');
    vi.stubEnv('PATH', `${folder}:${process.env.PATH}`);
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it('gives the link in a private file, not on the command line', async () => {
    const seen = path.join(folder, 'seen');
    const opener = path.join(folder, 'xdg-open');
    writeFileSync(opener, `#!/bin/sh\nprintf '%s ' "$@" > '${seen}'\n`);
    chmodSync(opener, 0o755);

    await openInBrowser(link, desktop, file);

    await expect
      .poll(() => readFileSync(seen, 'utf8'), { timeout: 60_000 })
      .toBe(`${file} `);
    expect(readFileSync(file, 'utf8')).toContain(`content="0;url=${link}"`);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('changes nothing where it fails', async () => {
    vi.stubEnv('PATH', folder);

    await openInBrowser(link, desktop, file);
  });

  it('writes nothing where no browser is opened', async () => {
    await openInBrowser(link, { ...desktop, isTerminal: false }, file);

    expect(statSync(file, { throwIfNoEntry: false })).toBeUndefined();
  });
});
