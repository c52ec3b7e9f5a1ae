import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pythonBin } from '../toolchain/python.ts';
import { checkProvider, checkPython } from './tools.ts';

describe('checkPython', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
    mkdirSync(path.join(folder, 'bin'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Checks a machine with these programs on PATH, as name and version. */
  function check(
    programs: Record<string, string>,
    installed = path.join(folder, 'missing'),
  ) {
    for (const [name, version] of Object.entries(programs)) {
      const program = path.join(folder, 'bin', name);
      writeFileSync(program, `#!/bin/sh\necho Python ${version}\n`);
      chmodSync(program, 0o755);
    }
    return checkPython(installed, { PATH: path.join(folder, 'bin') });
  }

  it('shows the interpreter that is used', async () => {
    const { status, detail } = await check({}, pythonBin('python'));

    expect(status).toBe('ok');
    expect(detail).toMatch(/^3\.1[123]\.\d+, \/.*python3[.\d]*$/);
  });

  it('shows the suitable one on PATH before set-up', async () => {
    expect(
      await check({ python3: '3.14.0', 'python3.12': '3.12.1' }),
    ).toMatchObject({ status: 'ok', detail: '3.12.1 on PATH' });
  });

  it('with another one only, says that set-up may download the pinned one', async () => {
    expect(await check({ python3: '3.14.0' })).toEqual({
      status: 'info',
      name: 'Python',
      detail:
        '3.14.0 on PATH; unless uv finds 3.11 to 3.13 on this machine, `make setup` downloads 3.13.18',
    });
  });

  it('refuses one that cannot install uv', async () => {
    expect(await check({ python3: '3.8.18' })).toMatchObject({
      status: 'error',
      detail: '3.8.18 on PATH',
      fix: expect.stringContaining('install Python 3.9 or later'),
    });
  });

  it('says what to install if there is none', async () => {
    expect(await check({})).toMatchObject({
      status: 'missing',
      fix: expect.stringContaining('install Python 3.9 or later'),
    });
  });
});

describe('checkProvider', () => {
  it('reports a mirror without the provider as one finding of many', async () => {
    const finding = await checkProvider('/empty');

    expect(finding).toMatchObject({
      status: 'error',
      name: 'AWS provider',
      fix: expect.stringContaining('unset it'),
    });
  });
});
