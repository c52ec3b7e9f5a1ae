import { afterEach, describe, expect, it, vi } from 'vitest';
import { SandboxError } from '../output/errors.ts';
import { explainFailedRun, requireSoundRun } from './judge-run.ts';
import type { RecordedCall } from './record.ts';

const call: RecordedCall = {
  account: '111111111111',
  role: 'arn:aws:iam::111111111111:role/writer',
  operation: 'dynamodb:BatchWriteItem',
  action: 'dynamodb:BatchWriteItem',
  resource: 'arn:aws:dynamodb:us-east-1:111111111111:table/payments',
  allowed: false,
  count: 1,
  basis: null,
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

describe('explainFailedRun', () => {
  const failure = new SandboxError('1 failed in `make e2e`:', {
    why: 'e2e/payment-pipeline.test.ts: stores payments',
    next: 'fix what failed',
  });
  const verdict = new SandboxError(
    'The role lacks permissions that it needs.',
    { why: 'dynamodb:Query on a table was refused.', next: '`make iam`' },
  );

  it('shows the refused calls, the failed tests and the log', () => {
    expect(explainFailedRun(failure, verdict, 'the log')).toMatchObject({
      message: verdict.message,
      next: '`make iam`',
      why: [
        verdict.why,
        `${failure.message}\n${failure.why}`,
        "The emulator's last log lines:\nthe log",
      ].join('\n\n'),
    });
  });

  it('shows the calls of the request that failed last', () => {
    expect(
      explainFailedRun(failure, undefined, 'the log', '✘ a  failed').why,
    ).toContain('The last request that failed:\n✘ a  failed\n\n');
  });

  it('shows the failed tests and the log if no call was refused', () => {
    expect(explainFailedRun(failure, undefined, '')).toMatchObject({
      message: failure.message,
      next: 'fix what failed',
      why: `${failure.why}\n\nThe emulator's last log lines:\n(none)`,
    });
  });

  it('shows the failed tests if the emulator could not be asked', () => {
    const lost = new TypeError('fetch failed');

    expect(explainFailedRun(failure, lost, '')).toMatchObject({
      message: failure.message,
    });
  });
});
