import {
  chmodSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { waitUntil } from '../system/wait-until.ts';
import { TypeCheck } from './type-check.ts';

let folder: string;
let types: TypeCheck;
let printed: string;

const file = (name: string) => path.join(folder, name);

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'type-check-'));
  printed = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
});

afterEach(async () => {
  await types.stop();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A compiler that reads the source at its start, and responds when `go` exists. */
function fakeCompiler(): TypeCheck {
  writeFileSync(
    file('tsc'),
    `#!/bin/sh
cd '${folder}'
errors=$(cat source)
echo run >> runs
until [ -e go ]; do sleep 0.02; done
echo "$errors"
[ -z "$errors" ]
`,
  );
  chmodSync(file('tsc'), 0o700);
  return new TypeCheck(file('tsc'));
}

const runs = () =>
  waitUntil(
    async () => {
      try {
        return readFileSync(file('runs'), 'utf8').split('\n').length - 1;
      } catch {
        return undefined;
      }
    },
    { what: 'A run of the compiler', intervalMs: 20, timeoutMs: 60_000 },
  );

describe('TypeCheck', () => {
  it('checks again what was saved during a check', async () => {
    types = fakeCompiler();
    writeFileSync(file('source'), 'an error');
    types.start();
    await runs();
    writeFileSync(file('source'), 'another error');
    types.start();
    writeFileSync(file('go'), '');

    await waitUntil(
      async () => printed.includes('another error') || undefined,
      {
        what: 'The result of the second check',
        intervalMs: 20,
        timeoutMs: 60_000,
      },
    );

    expect(printed).not.toContain('an error');
    expect(await runs()).toBe(2);
  });
});
