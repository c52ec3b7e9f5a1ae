import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeApplied } from './record.ts';
import type { Stack } from './stage.ts';
import {
  dropDamagedState,
  forgetState,
  forgetStateOfAnotherRun,
  hasState,
} from './state.ts';

const emulator = { sessionId: 'this-run' };
let stack: Stack;

beforeEach(() => {
  stack = {
    envName: 'local',
    accountId: '000000000000',
    folder: mkdtempSync(path.join(tmpdir(), 'stack-')),
  };
  writeFileSync(path.join(stack.folder, 'terraform.tfstate'), '{}');
});

afterEach(() => rmSync(stack.folder, { recursive: true }));

describe('forgetStateOfAnotherRun', () => {
  it('keeps the state that was applied to this run of the emulator', () => {
    writeApplied(stack, emulator);

    forgetStateOfAnotherRun(stack, emulator);

    expect(hasState(stack)).toBe(true);
  });

  it('drops the state of an emulator that has ended', () => {
    writeApplied(stack, { sessionId: 'another-run' });

    forgetStateOfAnotherRun(stack, emulator);

    expect(hasState(stack)).toBe(false);
  });
});

describe('dropDamagedState', () => {
  it.each(['', '{"version": 4, "resou'])('drops %j', (text) => {
    writeFileSync(path.join(stack.folder, 'terraform.tfstate'), text);

    expect(dropDamagedState(stack)).toBe(true);
    expect(hasState(stack)).toBe(false);
  });

  it('keeps one that is whole', () => {
    expect(dropDamagedState(stack)).toBe(false);
    expect(hasState(stack)).toBe(true);
  });

  it('knows that there is none', () => {
    forgetState(stack);

    expect(dropDamagedState(stack)).toBe(false);
  });
});

describe('a state from elsewhere, such as AWS', () => {
  it.each([
    ['forgetStateOfAnotherRun', () => forgetStateOfAnotherRun(stack, emulator)],
    ['forgetState', () => forgetState(stack)],
  ])('is set aside by %s', (_, forget) => {
    forget();

    expect(hasState(stack)).toBe(false);
    expect(readdirSync(stack.folder)).toEqual(['foreign.tfstate']);
  });
});
