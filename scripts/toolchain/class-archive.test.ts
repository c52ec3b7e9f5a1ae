import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SandboxError } from '../output/errors.ts';
import { ensureClassArchive, removeOldClassArchive } from './class-archive.ts';

const sandbox = vi.hoisted(() => ({ jars: '', build: () => {} }));

vi.mock('./dynamodb-local.ts', () => ({
  resolveDynamoDbLocal: () => sandbox.jars,
}));
vi.mock('../system/run.ts', () => ({ run: async () => sandbox.build() }));

let folder: string;
const archive = () => path.join(`${sandbox.jars}-shared`, 'classes.jsa');
const lockFile = () => path.join(sandbox.jars, 'lock.sha256');

function writeArchive(): void {
  mkdirSync(path.dirname(archive()), { recursive: true });
  writeFileSync(archive(), 'classes');
}

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  folder = mkdtempSync(path.join(tmpdir(), 'class-archive-'));
  sandbox.jars = path.join(folder, 'jars');
  sandbox.build = writeArchive;
  mkdirSync(sandbox.jars);
  writeFileSync(lockFile(), 'first');
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

describe('removeOldClassArchive', () => {
  it('keeps the archive of these jars', async () => {
    await ensureClassArchive();

    expect(removeOldClassArchive()).toBe(false);
    expect(existsSync(archive())).toBe(true);
  });

  it('removes the archive of other jars', async () => {
    await ensureClassArchive();
    writeFileSync(lockFile(), 'second');

    expect(removeOldClassArchive()).toBe(true);
    expect(existsSync(archive())).toBe(false);
  });

  it('removes what a killed build left', () => {
    writeArchive();

    expect(removeOldClassArchive()).toBe(true);
    expect(existsSync(archive())).toBe(false);
  });
});

describe('ensureClassArchive', () => {
  it('builds one once', async () => {
    await ensureClassArchive();
    sandbox.build = () => expect.unreachable();

    await ensureClassArchive();

    expect(existsSync(archive())).toBe(true);
  });

  it('leaves nothing of a failed build, and is no failure', async () => {
    sandbox.build = () => {
      writeArchive();
      throw new SandboxError('java ended.');
    };

    await ensureClassArchive();

    expect(existsSync(path.dirname(archive()))).toBe(false);
  });
});
