import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'smol-toml';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../system/run.ts';
import { ensureUv } from './uv.ts';
import { writeUvConfig } from './uv-settings.ts';

let home: string;
let config: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'uv-settings-'));
  config = path.join(home, 'passed-on.toml');
});
afterEach(() => rmSync(home, { recursive: true }));

function write(file: string, text: string): string {
  const full = path.join(home, file);
  mkdirSync(path.dirname(full), { recursive: true });
  writeFileSync(full, text);
  return full;
}

const userFile = '.config/uv/uv.toml';

/** What uv is given, on a machine without settings of the system. */
function passedOn(env: Record<string, string> = {}): unknown {
  const none = path.join(home, 'none');
  writeUvConfig(config, { HOME: home, XDG_CONFIG_DIRS: none, ...env });
  return parse(readFileSync(config, 'utf8'));
}

describe('writeUvConfig', () => {
  it('passes on index, proxy, certificate and cache, and no more', () => {
    write(
      userFile,
      `
      required-version = ">=99"
      exclude-newer = "2020-01-01"
      constraint-dependencies = ["boto3<1"]
      no-binary = true
      python-preference = "only-managed"
      python-downloads-json-url = "https://elsewhere.example"
      cache-dir = "/cache"
      system-certs = true
      https-proxy = "http://proxy.example:3128"
      [[index]]
      url = "https://pypi.example/simple"
      default = true
      exclude-newer = "2020-01-01"
      [pip]
      extra-index-url = ["https://more.example/simple"]
      target = "/elsewhere"
      python-version = "3.9"
      `,
    );

    expect(passedOn()).toEqual({
      'cache-dir': '/cache',
      'system-certs': true,
      'https-proxy': 'http://proxy.example:3128',
      index: [{ url: 'https://pypi.example/simple', default: true }],
      pip: { 'extra-index-url': ['https://more.example/simple'] },
    });
  });

  it('is what uv reads', async () => {
    const cache = path.join(home, 'cache');
    write(userFile, `cache-dir = "${cache}"\nrequired-version = ">=99"\n`);
    passedOn();

    const uv = await ensureUv();
    const output = await run(uv, ['cache', 'dir'], {
      env: { HOME: home, UV_CONFIG_FILE: config },
    });

    expect(output.trim()).toBe(cache);
  });

  it('combines the settings of the user with those of the system, as uv does', () => {
    write(userFile, 'find-links = ["/user"]\ncache-dir = "/user"\n');
    write('system/uv/uv.toml', 'find-links = ["/system"]\noffline = true\n');
    const system = path.join(home, 'system');

    expect(passedOn({ XDG_CONFIG_DIRS: system })).toMatchObject({
      'find-links': ['/user', '/system'],
      'cache-dir': '/user',
      offline: true,
    });
  });

  it('reads only the file that UV_CONFIG_FILE names', () => {
    write(userFile, 'cache-dir = "/user"\n');
    const file = write('chosen.toml', 'offline = true\n');

    expect(passedOn({ UV_CONFIG_FILE: file })).toEqual({ offline: true });
  });

  it('reads no file with UV_NO_CONFIG', () => {
    write(userFile, 'cache-dir = "/user"\n');

    expect(passedOn({ UV_NO_CONFIG: '1' })).toEqual({});
  });

  it.each([
    ['pip = "fast"', /expected record, received string\s+→ at pip/],
    ['index = "https://pypi.example/simple"', /expected array.*→ at index/s],
    ['index = ["https://pypi.example/simple"]', /→ at index\[0\]/],
  ])('names what uv would not accept in %j', (text, why) => {
    const file = write(userFile, text);

    expect(() => passedOn()).toThrow(
      expect.objectContaining({
        message: `${file} could not be read.`,
        why: expect.stringMatching(why),
      }),
    );
  });

  it('names a file that cannot be read as TOML', () => {
    const file = write(userFile, 'cache-dir = \n');

    expect(() => passedOn()).toThrow(
      expect.objectContaining({
        message: `${file} could not be read.`,
        why: expect.stringContaining('Invalid TOML'),
        next: expect.stringContaining('UV_NO_CONFIG=1'),
      }),
    );
  });
});
