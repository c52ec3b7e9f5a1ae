import { describe, expect, it } from 'vitest';
import { findMismatch } from './compare-output.ts';

describe('findMismatch', () => {
  it.each([
    ['✔ Applying stack local (14.7 s)', '✔ Applying stack local (9.0 s)'],
    ['812 passed, 0 failed', '1 passed, 0 failed'],
    ['on http://127.0.0.1:4566', 'on http://127.0.0.1:4576'],
    [
      '2026-11-23T04:56:54.933Z  8050b099-5163-45de-8795-a3a2c7db3f8a   41.22  EUR       merchant-0001  refunded',
      '2026-11-25T01:00:00.000Z  813c8c88-91fa-4156-967b-f00b7b95ded5    1600  JPY       merchant-0018  captured',
    ],
    ['Stopping LocalStack, pid 1', 'Stopping LocalStack, pid 206'],
    ['──────  ───', '───────  ─────────'],
    ['Waiting for `make …`, process …', 'Waiting for `make e2e`, process 12'],
  ])('takes "%s" for "%s"', (expected, printed) => {
    expect(findMismatch([expected], [printed])).toBeUndefined();
  });

  it.each([
    ['✔ Applying stack local (14.7 s)', '✘ Applying stack local (14.7 s)'],
    ['812 passed, 0 failed', '811 passed, 1 failed'],
    ['3 payments in the table.', '0 payments in the table.'],
    ['a.b', 'axb'],
  ])('does not take "%s" for "%s"', (expected, printed) => {
    expect(findMismatch([expected], [printed])).toEqual({
      expected,
      actual: `${printed}\n`,
    });
  });

  it('lets an ellipsis stand for any number of lines', () => {
    const expected = ['first', '…', 'middle', '…', 'last'];

    expect(
      findMismatch(expected, ['first', 'middle', 'a', 'middle', 'b', 'last']),
    ).toBeUndefined();
  });

  it('names the line that is missing, and what stands in its place', () => {
    const expected = ['…', 'two', 'three', '…'];

    expect(findMismatch(expected, ['one', 'two', 'drei', 'four'])).toEqual({
      expected: 'three',
      actual: 'drei\nfour\n',
    });
  });

  it('finds lines that are printed before and after the expected ones', () => {
    expect(findMismatch(['one'], ['warning', 'one'])?.expected).toBe('one');
    expect(findMismatch(['one'], ['one', 'warning'])).toEqual({
      expected: 'no more lines',
      actual: 'warning\n',
    });
  });
});
