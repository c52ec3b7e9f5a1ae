import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { archive } from './archive.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'archive-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A folder with two files, created in the given order. */
function make(parent: string, names: string[], mode: number, age: number) {
  mkdirSync(path.join(folder, parent, 'pack'), { recursive: true });
  for (const name of names) {
    const file = path.join(folder, parent, 'pack', name);
    writeFileSync(file, name);
    chmodSync(file, mode);
    utimesSync(file, age, age);
  }
}

async function archived(parent: string): Promise<Buffer> {
  const into = path.join(folder, `${parent}.tar`);
  await archive(path.join(folder, parent), 'pack', { into });
  return readFileSync(into);
}

describe('archive', () => {
  it('gives the same bytes whatever the order, time stamps and umask', async () => {
    make('a', ['x', 'y'], 0o644, 1);
    make('b', ['y', 'x'], 0o600, 2);

    expect(await archived('a')).toEqual(await archived('b'));
  });

  it('gives other bytes when a file differs', async () => {
    make('a', ['x', 'y'], 0o644, 1);
    make('b', ['x', 'y'], 0o644, 1);
    writeFileSync(path.join(folder, 'b', 'pack', 'y'), 'z');

    expect(await archived('a')).not.toEqual(await archived('b'));
  });
});
