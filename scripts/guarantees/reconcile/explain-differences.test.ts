import { describe, expect, it } from 'vitest';
import { describeError } from '../../output/errors.ts';
import { explainDifferences } from './explain-differences.ts';

const nothing = new Set<string>();
const some = new Set(['journal/a']);

describe('explainDifferences', () => {
  it('lists failed replays, one per line', () => {
    const error = explainDifferences(
      { incompleteKeys: some },
      [
        { objectKey: 'journal/a', reason: 'first line\nsecond line' },
        { objectKey: 'journal/b\x1b[2J', reason: 'other' },
      ],
      true,
    );

    expect(describeError(error)).toBe(
      '2 journal objects could not be replayed.\n' +
        'journal/a: first line second line\n' +
        'journal/b\\x1b[2J: other\n' +
        'Next: `make logs`; after a fix `make reconcile FIX=1` again',
    );
  });

  it.each([
    ['missing payments', some, false, '`make reconcile FIX=1`'],
    ['payments that a replay left missing', some, true, 'differences.ndjson'],
    ['differences that no replay fixes', nothing, false, 'differences.ndjson'],
  ])('gives the next step for %s', (_, incompleteKeys, isFixed, next) => {
    const error = explainDifferences({ incompleteKeys }, [], isFixed);

    expect(error.next).toContain(next);
  });
});
