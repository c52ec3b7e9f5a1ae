import { describe, expect, it } from 'vitest';
import { parseOptions } from '../../cli/test-support/parse-options.ts';
import { createLoadRun, loadOptions, toLoadRun } from './run.ts';

function readLoadRun(variables: NodeJS.Dict<string>) {
  return toLoadRun(parseOptions(loadOptions, variables));
}

describe('toLoadRun', () => {
  it('makes a new id for each run', () => {
    const [first, second] = [
      readLoadRun({ COUNT: '1000' }),
      readLoadRun({ COUNT: '1000' }),
    ];

    expect(first.id).toMatch(/^1000-[\da-f]{6}$/);
    expect(second.id).not.toBe(first.id);
  });

  it('derives the same requests from the id alone', () => {
    const run = readLoadRun({ COUNT: '1200' });

    expect(readLoadRun({ RUN: run.id })).toEqual(run);
  });

  it.each([
    { RUN: 'yesterday' },
    { RUN: '0-000000' },
    { RUN: '1000-00000' },
    { RUN: '1000-000000', COUNT: '2000' },
    { COUNT: '0' },
    { COUNT: '1.5' },
    { COUNT: 'many' },
  ])('refuses %j', (variables) => {
    expect(() => readLoadRun(variables)).toThrow('cannot');
  });
});

describe('createLoadRun', () => {
  it('splits the payments into requests with different keys', () => {
    const { requests } = createLoadRun(1_200, '1200-3f9a1c');

    expect(requests.map(({ count }) => count)).toEqual([500, 500, 200]);
    expect(requests[2]).toEqual({
      count: 200,
      seed: '1200-3f9a1c-2',
      idempotency_key: '1200-3f9a1c-2',
    });
  });
});
