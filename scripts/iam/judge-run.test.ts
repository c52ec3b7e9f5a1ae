import { afterEach, describe, expect, it, vi } from 'vitest';
import { requireSoundRun } from './judge-run.ts';
import type { RecordedCall } from './record.ts';

const call: RecordedCall = {
  account: '111111111111',
  role: 'arn:aws:iam::111111111111:role/writer',
  operation: 'dynamodb:BatchWriteItem',
  action: 'dynamodb:BatchWriteItem',
  resource: 'arn:aws:dynamodb:us-east-1:111111111111:table/payments',
  allowed: false,
  count: 1,
  second_opinion: 'not mentioned',
};
const sound = { denied: [], disagreements: [], unused: [] };

describe('requireSoundRun', () => {
  afterEach(() => vi.restoreAllMocks());

  it('accepts a run that uses exactly the allowed permissions', () => {
    expect(() => requireSoundRun(sound)).not.toThrow();
  });

  it('throws for a missing permission, and names it', () => {
    expect(() => requireSoundRun({ ...sound, denied: [call] })).toThrow(
      expect.objectContaining({
        why: `dynamodb:BatchWriteItem on ${call.resource} was refused.`,
      }),
    );
  });

  it('throws for a call without a mapping, and names the call', () => {
    const unmapped = { ...call, action: null };

    expect(() => requireSoundRun({ ...sound, denied: [unmapped] })).toThrow(
      expect.objectContaining({
        why: expect.stringContaining('dynamodb:BatchWriteItem (no mapping)'),
      }),
    );
  });

  it('throws if the other evaluator disagrees', () => {
    const disagreements = [{ call, other: 'not mentioned' }];

    expect(() => requireSoundRun({ ...sound, disagreements })).toThrow(
      'Two evaluators of IAM do not agree.',
    );
  });

  it('reports unused permissions', () => {
    const print = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const unused = [
      { sid: 'S', action: 'sqs:SendMessage', resource: '*', calls: 0 },
    ];

    requireSoundRun({ ...sound, unused });

    expect(print).toHaveBeenCalledWith(
      expect.stringContaining('never used: sqs:SendMessage'),
    );
  });
});
