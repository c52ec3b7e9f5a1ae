import { describe, expect, it } from 'vitest';
import { describeCycle, describeResponse } from './line.ts';

const cycle = { files: ['lambda/src/payment/payment.ts'], builtMs: 18.2 };

describe('describeCycle', () => {
  it.each([
    [
      { responseMs: 240.4, result: '3 payments' },
      'saved payment.ts → built 18 ms → response 240 ms  ✔ 3 payments',
    ],
    [
      { responseMs: 240, result: '3 payments', difference: 'count 3 → 4' },
      'saved payment.ts → built 18 ms → response 240 ms  ✔ 3 payments  count 3 → 4',
    ],
    [
      { responseMs: 240, result: 'failed', failed: true },
      'saved payment.ts → built 18 ms → response 240 ms  ✘ failed',
    ],
    [{}, 'saved payment.ts → built 18 ms → the same code'],
    [
      { superseded: true },
      'saved payment.ts → built 18 ms → superseded by a newer save',
    ],
    [
      { files: ['a.ts', 'b.ts'] },
      'saved a.ts, b.ts → built 18 ms → the same code',
    ],
    [
      { files: ['a.ts', 'b.ts', 'c.ts', 'd.ts'] },
      'saved 4 files → built 18 ms → the same code',
    ],
    [{ files: [] }, 'started → built 18 ms → the same code'],
  ])('shows %j', (facts, line) => {
    expect(describeCycle({ ...cycle, ...facts })).toBe(line);
  });
});

describe('describeResponse', () => {
  it.each([
    [{ count: 3 }, '3 payments'],
    [{ count: 1 }, '1 payment'],
    [{ other: true }, '{"other":true}'],
    [undefined, 'no response'],
  ])('of %j is %s', (payload, text) => {
    expect(describeResponse(payload)).toBe(text);
  });
});
