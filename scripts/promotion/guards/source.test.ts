import { describe, expect, it } from 'vitest';
import type { Receipt } from '../../receipt/receipt.ts';
import { type SourceFacts, sourceGuards } from './source.ts';
import { commit, digest, judge } from './test-support/judge.ts';

describe('sourceGuards', () => {
  const receipt = {
    digest,
    commit,
    dirty: false,
    tests: { passed: 1, failed: 0 },
    iam: { denied: 0, disagreements: 0 },
  } as Receipt;
  const good: SourceFacts = {
    variables: { AWS_PROFILE: 'dev' },
    terraformVersion: '1.11.4',
    strayFiles: [],
    changes: [],
    commit,
    digest,
    receipt,
  };
  const other = 'e'.repeat(64);

  it('accepts a clean tree with its receipt', () => {
    expect(judge(good, sourceGuards)).toBe('accepted');
  });

  it.each<[string, Partial<SourceFacts>, string]>([
    ['no receipt', { receipt: undefined }, 'No e2e run has passed for digest'],
    [
      'a receipt of another digest',
      { receipt: { ...receipt, digest: other } },
      'The receipt is for digest eeeeeeeeeeee, not dddddddddddd.',
    ],
    [
      'a receipt of another commit',
      { receipt: { ...receipt, commit: other } },
      'The receipt is for commit eeeeeeeeeeee, not for commit cccccccccccc.',
    ],
    [
      'a receipt of a dirty tree',
      { receipt: { ...receipt, dirty: true } },
      'The receipt is for a changed tree of commit',
    ],
    [
      'a receipt with a refused permission',
      { receipt: { ...receipt, iam: { ...receipt.iam, denied: 1 } } },
      'of a run that did not pass',
    ],
    [
      'a dirty tree',
      { changes: [' M terraform/iam.tf'] },
      'The tree differs from commit cccccccccccc:\n M terraform/iam.tf',
    ],
    [
      'an override file',
      { strayFiles: ['x_override.tf'] },
      'terraform/ holds x_override.tf',
    ],
    [
      'an endpoint on loopback',
      { variables: { AWS_ENDPOINT_URL: 'http://localhost:4566' } },
      'AWS_ENDPOINT_URL would send calls for AWS to http://localhost:4566.',
    ],
    [
      'an endpoint of one service',
      { variables: { AWS_ENDPOINT_URL_S3: 'http://127.0.0.1:4566' } },
      'Next: `unset AWS_ENDPOINT_URL_S3`',
    ],
    [
      'a shell that is still in the sandbox',
      {
        variables: {
          AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
          SANDBOX_ENV_BACKUP: 'e30=',
        },
      },
      'Next: `eval "$(make -s env UNSET=1)"`',
    ],
    [
      'a Terraform without locks in S3',
      { terraformVersion: '1.9.8' },
      'Terraform 1.9.8 cannot lock a state in S3 by itself',
    ],
  ])('refuses %s', (_case, fault, message) => {
    expect(judge({ ...good, ...fault }, sourceGuards)).toContain(message);
  });

  it('reports every objection at once', () => {
    const message = judge(
      { ...good, receipt: undefined, changes: ['?? x'] },
      sourceGuards,
    );

    expect(message).toContain('Refused: this. Nothing was changed.');
    expect(message).toContain('The tree differs');
    expect(message).toContain('No e2e run has passed');
  });
});
