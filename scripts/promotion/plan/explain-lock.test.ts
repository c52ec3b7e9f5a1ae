import { describe, expect, it } from 'vitest';
import { SandboxError } from '../../output/errors.ts';
import { inLocal } from '../../system/paths.ts';
import { explainLock } from './plan.ts';

const target = { folder: inLocal('stacks', 'aws-dev') };

const output = `│ Error: Error acquiring the state lock
│
│ Lock Info:
│   ID:        1f2e
│   Operation: OperationTypeApply
│   Who:       alice@laptop
│   Created:   2026-01-01 00:00:00 UTC`;

describe('explainLock', () => {
  it('names the holder of the lock, and how to remove a stale lock', async () => {
    const work = async () => {
      throw new SandboxError('Command failed', { why: output });
    };

    await expect(explainLock(target, work)).rejects.toMatchObject({
      message: 'Another operator is working on this state.',
      why: 'alice@laptop has held its lock since 2026-01-01 00:00:00 UTC (OperationTypeApply).',
      next: expect.stringContaining(
        'terraform -chdir=.local/stacks/aws-dev force-unlock 1f2e',
      ),
    });
  });

  it('rethrows any other failure', async () => {
    const failure = new SandboxError('Command failed', { why: 'No such file' });

    await expect(
      explainLock(target, () => Promise.reject(failure)),
    ).rejects.toBe(failure);
  });
});
