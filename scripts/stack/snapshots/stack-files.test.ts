import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readApplied, writeApplied } from '../record.ts';
import {
  readStackDigests,
  readStackFiles,
  writeStackFiles,
} from './stack-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stacks-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const stackOf = (envName: string) => ({
  folder: path.join(folder, `local-${envName}`),
});
const stateOf = (envName: string) =>
  path.join(folder, `local-${envName}`, 'terraform.tfstate');

const running = { sessionId: 'new', endpoint: 'http://127.0.0.1:4576' };

function create(envName: string, sessionId: string, digest?: string): void {
  mkdirSync(stackOf(envName).folder);
  writeFileSync(stateOf(envName), `{"of":"${envName}"}`);
  writeApplied(stackOf(envName), { sessionId, ...(digest && { digest }) });
}

describe('readStackFiles', () => {
  it('reads state and record of the stacks of one emulator', () => {
    create('local', 'this', 'abc');
    create('e2e', 'another', 'def');

    expect(readStackFiles('this', folder)).toEqual({
      'local-local/terraform.tfstate': '{"of":"local"}',
      'local-local/applied.json': expect.stringContaining('"digest": "abc"'),
    });
    expect(readStackDigests('this', folder)).toEqual({ local: 'abc' });
  });

  it('is empty before the first apply', () => {
    expect(readStackFiles('this', path.join(folder, 'missing'))).toEqual({});
  });
});

describe('writeStackFiles', () => {
  it('puts a stack back, as one of the emulator that restored it', () => {
    create('local', 'old', 'abc');
    const files = readStackFiles('old', folder);
    rmSync(stackOf('local').folder, { recursive: true });

    writeStackFiles(files, { from: 'old', to: running }, folder);

    expect(readApplied(stackOf('local'))).toEqual({
      ...running,
      digest: 'abc',
    });
    expect(existsSync(stateOf('local'))).toBe(true);
  });

  it.each([
    ['of the snapshot', () => readStackFiles('old', folder)],
    ['that was applied after the save', () => ({})],
  ])('gives a stack %s the address of the emulator', (_, read) => {
    create('local', 'old');
    const url = (port: number) => `http://127.0.0.1:${port}/0/dead-letters`;
    // Another port, and one that starts with the same digits.
    writeFileSync(stateOf('local'), JSON.stringify([url(4566), url(45660)]));
    writeApplied(stackOf('local'), {
      sessionId: 'old',
      endpoint: 'http://127.0.0.1:4566',
    });

    writeStackFiles(read(), { from: 'old', to: running }, folder);

    expect(JSON.parse(readFileSync(stateOf('local'), 'utf8'))).toEqual([
      url(4576),
      url(45660),
    ]);
    expect(readApplied(stackOf('local'))).toEqual(running);
  });

  it('forgets a stack that the emulator held until now', () => {
    create('local', 'running', 'abc');
    create('later', 'running', 'def');
    const files = { 'local-local/applied.json': '{"sessionId":"running"}' };

    writeStackFiles(
      files,
      { from: 'running', to: { ...running, sessionId: 'running' } },
      folder,
    );

    expect(existsSync(stateOf('later'))).toBe(false);
    expect(readApplied(stackOf('later'))).toBeUndefined();
  });

  it('takes an apply that the save does not know of for an unfinished one', () => {
    create('local', 'old', 'abc');

    writeStackFiles({}, { from: 'old', to: running }, folder);

    expect(readApplied(stackOf('local'))).toEqual(running);
    expect(existsSync(stateOf('local'))).toBe(true);
  });

  it('leaves the stacks of other emulators alone', () => {
    create('other', 'another', 'abc');

    writeStackFiles({}, { from: 'old', to: running }, folder);

    expect(readApplied(stackOf('other'))).toEqual({
      sessionId: 'another',
      digest: 'abc',
    });
  });

  it.each([
    '../escaped/applied.json',
    'local-a/../../applied.json',
    'local-a/lambda.zip',
    '/etc/applied.json',
  ])('writes nothing but state and record: not %s', (name) => {
    writeStackFiles({ [name]: '{}' }, { from: 'old', to: running }, folder);

    expect(existsSync(path.join(folder, name))).toBe(false);
  });
});
