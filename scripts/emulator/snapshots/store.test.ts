import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Manifest } from './manifest.ts';
import { nameOption } from './name.ts';
import {
  deleteSnapshot,
  findSnapshot,
  listSnapshots,
  requireSnapshot,
  setSnapshotAside,
} from './store.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'snapshots-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const manifest: Manifest = {
  savedAt: '2026-01-02T03:04:05.678Z',
  sessionId: 'session',
  versions: { localstack: '4.13.1' },
  labels: { local: 'abc' },
  items: { 'us-east-1/payments': 3 },
};

function write(name: string, changes: Partial<Manifest> = {}): void {
  writeFileSync(
    path.join(folder, `${name}.snapshot`),
    `payments-sandbox snapshot 1 00\n${JSON.stringify({ ...manifest, ...changes })}\nPK\0\xff`,
  );
}

describe('listSnapshots', () => {
  it('reads what the emulator wrote, newest first', () => {
    write('older');
    write('newer', { savedAt: '2026-02-02T03:04:05.678Z' });

    expect(listSnapshots(folder)).toMatchObject([
      { name: 'newer' },
      { name: 'older', bytes: expect.any(Number), manifest },
    ]);
  });

  it('has no draft of a save that was killed', () => {
    writeFileSync(path.join(folder, '.before-load.4711.draft'), '');

    expect(listSnapshots(folder)).toEqual([]);
  });

  it('is empty without a folder', () => {
    expect(listSnapshots(path.join(folder, 'missing'))).toEqual([]);
  });

  it.each([
    ['', 'an empty file'],
    [
      'payments-sandbox snapshot 1 00\n{"savedAt":"yest',
      'one that was cut off',
    ],
    [`other\n${JSON.stringify(manifest)}\n`, 'one of another program'],
    ['payments-sandbox snapshot 1 00\n{}\n', 'one without a manifest'],
  ])('lists a damaged file as such: %j, %s', (text) => {
    writeFileSync(path.join(folder, 'damaged.snapshot'), text);

    expect(listSnapshots(folder)).toEqual([
      { name: 'damaged', bytes: text.length, manifest: undefined },
    ]);
  });
});

describe('requireSnapshot', () => {
  it('names the snapshots there are', () => {
    write('before-load');

    expect(() => requireSnapshot('before-laod', folder)).toThrow(
      expect.objectContaining({
        message: 'There is no snapshot before-laod.',
        why: 'There are: before-load.',
      }),
    );
  });
});

describe('setSnapshotAside', () => {
  it('keeps the snapshot under another name', () => {
    write('autosave');

    const name = setSnapshotAside('autosave', folder);

    expect(name).toMatch(/^set-aside-\d{14}$/);
    expect(findSnapshot('autosave', folder)).toBeUndefined();
    expect(findSnapshot(name, folder)).toMatchObject({ manifest });
  });
});

describe('deleteSnapshot', () => {
  it('deletes one, or does nothing if it is gone', () => {
    write('one');
    write('two');

    deleteSnapshot('one', folder);
    deleteSnapshot('one', folder);

    expect(readdirSync(folder)).toEqual(['two.snapshot']);
  });
});

describe('the option NAME', () => {
  it.each(['before-load', '2', 'set-aside-20260101000000'])(
    'takes %s',
    (name) => {
      expect(nameOption.safeParse(name).success).toBe(true);
    },
  );

  it.each([
    '',
    'autosave',
    'applied-1',
    '../x',
    'A',
    'a/b',
    '-a',
    'x'.repeat(65),
  ])('refuses %j', (name) => {
    expect(nameOption.safeParse(name).success).toBe(false);
  });
});
