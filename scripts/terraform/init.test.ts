import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { initialise } from './init.ts';

let folder: string;
let inits: number;
let initFails: boolean;

const terraform = {
  async run() {
    inits += 1;
    mkdirSync(path.join(folder, '.terraform', 'providers'), {
      recursive: true,
    });
    if (initFails) {
      throw new Error('killed');
    }
    return '';
  },
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'initialise-'));
  writeFileSync(path.join(folder, '.terraform.lock.hcl'), 'one');
  inits = 0;
  initFails = false;
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('initialise', () => {
  it('runs terraform init once', async () => {
    await initialise({ folder }, terraform);
    await initialise({ folder }, terraform);

    expect(inits).toBe(1);
  });

  it('runs it again after one that was killed', async () => {
    initFails = true;
    await expect(initialise({ folder }, terraform)).rejects.toThrow('killed');
    initFails = false;

    await initialise({ folder }, terraform);

    expect(inits).toBe(2);
  });

  it('runs it again when the lock file has changed', async () => {
    await initialise({ folder }, terraform);
    writeFileSync(path.join(folder, '.terraform.lock.hcl'), 'two');

    await initialise({ folder }, terraform);

    expect(inits).toBe(2);
  });
});
