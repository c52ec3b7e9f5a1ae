import { describe, expect, it } from 'vitest';
import type { IamRecord, RecordedCall } from '../record.ts';
import { makeDeployerPolicy, unmappedCalls } from './derive-deployer-policy.ts';

const account = '210987654321';

function recordOf(
  ...calls: [action: string | null, resource: string, role?: string][]
): IamRecord {
  return {
    calls: calls.map(
      ([action, resource, role = null]): RecordedCall => ({
        account,
        role,
        operation: action ?? 'ec2:RunInstances',
        action,
        resource,
        allowed: true,
        count: 1,
        basis: null,
        second_opinion: null,
      }),
    ),
    policies: {},
  };
}

const names = { account, region: 'eu-central-1', environment: 'dev' };
const group = `arn:aws:logs:eu-central-1:${account}:log-group:`;

describe('makeDeployerPolicy', () => {
  it('uses placeholders, and groups the actions of each resource', () => {
    const table = `arn:aws:dynamodb:eu-central-1:${account}:table/payments-sandbox-dev-payments`;

    expect(
      makeDeployerPolicy(
        recordOf(['dynamodb:Scan', table], ['dynamodb:GetItem', table]),
        names,
      ),
    ).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['dynamodb:GetItem', 'dynamodb:Scan', 'dynamodb:UpdateTable'],
          Resource:
            'arn:aws:dynamodb:REGION:ACCOUNT_ID:table/payments-sandbox-ENVIRONMENT-payments',
        },
      ],
    });
  });

  it.each([
    [`${group}/aws/lambda/f:log-stream:s`, 'log-group:/aws/lambda/f:*'],
    [`${group}/aws/lambda/f:log-stream:`, 'log-group:/aws/lambda/f:*'],
    [`${group}:log-stream:`, 'log-group:*'],
    ['arn:aws:s3:::state/dev/a/b.json', 'arn:aws:s3:::state/ENVIRONMENT/*'],
    ['arn:aws:s3:::journal/2026/a', 'arn:aws:s3:::journal/*'],
  ])('generalises %s for a policy', (resource, expected) => {
    const policy = makeDeployerPolicy(recordOf(['a:B', resource]), names);

    expect(JSON.stringify(policy)).toContain(`${expected}"`);
  });

  it('leaves out the calls of a role', () => {
    const record = recordOf(['s3:PutObject', 'arn:aws:s3:::b/k', 'role/f']);

    expect(makeDeployerPolicy(record, names)).toMatchObject({ Statement: [] });
  });
});

describe('unmappedCalls', () => {
  it('names each operation without a mapping once', () => {
    const record = recordOf([null, ''], [null, ''], ['s3:GetObject', 'x']);

    expect(unmappedCalls(record)).toEqual(['ec2:RunInstances']);
  });
});
