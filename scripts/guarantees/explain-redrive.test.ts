import { describe, expect, it } from 'vitest';
import { describeError } from '../output/errors.ts';
import { explainLeftMessages } from './explain-redrive.ts';

const now = new Date('2026-01-01T12:00:00Z');

describe('explainLeftMessages', () => {
  it('returns undefined for an empty queue', () => {
    expect(
      explainLeftMessages({ failures: [], inFlight: 0 }, now),
    ).toBeUndefined();
  });

  it('reports how many messages are in flight, and until when', () => {
    const error = explainLeftMessages({ failures: [], inFlight: 2 }, now);

    expect(describeError(error)).toBe(
      '2 dead-letter messages were not redriven.\n' +
        '2 in flight: another `make redrive`, or one that was killed, received them. ' +
        'They are back in the queue by 2026-01-01T12:16:00.000Z.\n' +
        'Next: `make redrive` after that time',
    );
  });

  it('lists each message that failed again, one per line', () => {
    const failures = ['message 1: what\nwhy', 'message 2: \x1b[2J'];

    const error = explainLeftMessages({ failures, inFlight: 1 }, now);

    expect(describeError(error).split('\n')).toEqual([
      '2 dead-letter messages failed again, and stay in the queue.',
      'message 1: what why',
      'message 2: \\x1b[2J',
      expect.stringContaining('1 in flight'),
      'Next: `make logs`; after a fix `make redrive` again',
    ]);
  });
});
