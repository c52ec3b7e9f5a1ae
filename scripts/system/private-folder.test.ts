import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeJson } from './files.ts';
import { ensurePrivateFolder } from './private-folder.ts';

let parent: string;
let umask: number;
const modeOf = (name: string) => statSync(name).mode & 0o777;

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'private-folder-'));
  umask = process.umask(0);
});
afterEach(() => {
  process.umask(umask);
  rmSync(parent, { recursive: true });
});

describe('ensurePrivateFolder', () => {
  it('creates a folder that only its owner can use, whatever the umask', () => {
    const folder = path.join(parent, '.local');

    ensurePrivateFolder(folder);

    expect(modeOf(folder)).toBe(0o700);
  });

  it.each([0o755, 0o777, 0o770, 0o500])('repairs mode %i', (mode) => {
    chmodSync(parent, mode);

    ensurePrivateFolder(parent);

    expect(modeOf(parent)).toBe(0o700);
  });

  it('refuses the folder of another user', () => {
    chmodSync(parent, 0o755);
    const chmod = () => {
      throw Object.assign(new Error('not permitted'), { code: 'EPERM' });
    };

    expect(() => ensurePrivateFolder(parent, chmod)).toThrow(
      `${parent} belongs to another user.`,
    );
  });

  it('refuses a file system without permissions', () => {
    chmodSync(parent, 0o755);

    expect(() => ensurePrivateFolder(parent, () => undefined)).toThrow(
      `${parent} is open to other users.`,
    );
  });
});

describe('writeJson', () => {
  it('keeps folder and file private, whatever the umask', () => {
    const file = path.join(parent, '.local', 'host.json');

    writeJson(file, {});

    expect(modeOf(path.dirname(file))).toBe(0o700);
    expect(modeOf(file)).toBe(0o600);
  });
});
