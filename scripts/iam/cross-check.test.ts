import { describe, expect, it } from 'vitest';
import { crossCheck } from './cross-check.ts';
import type { RecordedCall } from './record.ts';

const role = 'arn:aws:iam::111111111111:role/writer';
const table = 'arn:aws:dynamodb:us-east-1:111111111111:table/payments';

type Basis = NonNullable<RecordedCall['basis']>;

const basis: Basis = {
  principal: {
    type: 'assumed-role',
    arn: 'arn:aws:sts::111111111111:assumed-role/writer/f',
    account: '111111111111',
    role_arn: role,
  },
  context: { 'aws:securetransport': 'true' },
  owner: '111111111111',
  permissions_boundary: null,
  session_policies: null,
  resource_policy: null,
};

function document(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

const everyAction = { Effect: 'Allow', Action: '*', Resource: '*' };

const allButDeleting = {
  Effect: 'Allow',
  NotAction: 'dynamodb:Delete*',
  Resource: '*',
};

/** A call of a role whose policy allows everything but deleting. */
function recordOf(
  action: string,
  resource: string,
  allowed: boolean,
  opinion: string | null,
  more: Partial<Basis> = {},
  policy = document(allButDeleting),
) {
  return {
    calls: [
      {
        account: '111111111111',
        role,
        operation: action,
        action,
        resource,
        allowed,
        count: 1,
        basis: { ...basis, ...more },
        second_opinion: opinion,
      },
    ],
    policies: { [role]: [policy] },
  };
}

describe('crossCheck', () => {
  it('agrees with correct decisions', async () => {
    for (const record of [
      recordOf('dynamodb:PutItem', table, true, 'permitted'),
      recordOf('dynamodb:DeleteItem', table, false, 'not mentioned'),
    ]) {
      expect(await crossCheck(record)).toEqual({
        checked: 1,
        disagreements: [],
      });
    }
  });

  it.each([
    ['a refusal of an allowed call', 'dynamodb:PutItem', table, false],
    ['an action that AWS does not have', 'dynamodb:PutItems', table, true],
    ['a service that AWS does not have', 'dynamo:PutItem', table, true],
    [
      'a resource of another service',
      'dynamodb:PutItem',
      'arn:aws:s3:::b/k',
      true,
    ],
    ['a resource of another type', 's3:ListBucket', 'arn:aws:s3:::b/k', true],
    [
      'an index instead of its table',
      'dynamodb:PutItem',
      `${table}/index/i`,
      true,
    ],
    ['an empty name', 'dynamodb:PutItem', table.replace('payments', ''), true],
    ['a pattern instead of a resource', 'dynamodb:PutItem', `${table}*`, true],
    [
      'one resource for an action that requires *',
      's3:ListAllMyBuckets',
      'arn:aws:s3:::b',
      true,
    ],
  ])('objects to %s', async (_case, action, resource, allowed) => {
    const { disagreements } = await crossCheck(
      recordOf(action, resource, allowed, 'permitted'),
    );

    expect(disagreements).toHaveLength(1);
  });

  it.each(['not mentioned', 'denied', null])(
    'objects to an allowed call if moto returns: %s',
    async (opinion) => {
      const { disagreements } = await crossCheck(
        recordOf('dynamodb:PutItem', table, true, opinion),
      );

      expect(disagreements).toHaveLength(1);
    },
  );

  it.each([
    ['s3:ListAllMyBuckets', '*'],
    ['s3:ListBucket', 'arn:aws:s3:::b'],
    ['s3:GetObject', 'arn:aws:s3:::b/2026/k'],
    ['dynamodb:Query', `${table}/index/i`],
    ['iam:PassRole', role],
    [
      'logs:PutLogEvents',
      'arn:aws:logs:us-east-1:111111111111:log-group:/aws/lambda/f:log-stream:2026/[$LATEST]a',
    ],
    [
      'lambda:InvokeFunction',
      'arn:aws:lambda:us-east-1:111111111111:function:f:live',
    ],
  ])('accepts %s on %s', async (action, resource) => {
    const record = recordOf(action, resource, true, 'permitted');

    expect((await crossCheck(record)).disagreements).toEqual([]);
  });

  const get = ['s3:GetObject', 'arn:aws:s3:::b/k'] as const;
  const bucketAllows = (Principal: unknown) =>
    document({
      Effect: 'Allow',
      Principal,
      Action: 's3:GetObject',
      Resource: '*',
    });
  const tlsOnly = document({
    Effect: 'Deny',
    Principal: '*',
    Action: 's3:*',
    Resource: '*',
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  });
  const nothing = document();
  const plain = { context: { 'aws:securetransport': 'false' } };
  const grant = { resource_policy: bucketAllows({ AWS: role }) };
  const onlyReading = document({
    ...everyAction,
    Condition: { StringEquals: { 's3:VersionId': '1' } },
  });

  it.each<[string, boolean, string, Partial<Basis>, string?]>([
    ['TLS', true, 'permitted', { resource_policy: tlsOnly }],
    ['plain HTTP', false, 'permitted', { resource_policy: tlsOnly, ...plain }],
    ['a grant by the bucket', true, 'not mentioned', grant, nothing],
    [
      'a grant to the account only',
      false,
      'not mentioned',
      { resource_policy: bucketAllows({ AWS: '111111111111' }) },
      nothing,
    ],
    [
      'a grant to the role beyond its boundary',
      false,
      'not mentioned',
      { ...grant, permissions_boundary: [nothing] },
      nothing,
    ],
    [
      'a grant to the session beyond its boundary',
      true,
      'not mentioned',
      {
        resource_policy: bucketAllows({ AWS: basis.principal.arn }),
        permissions_boundary: [nothing],
      },
      nothing,
    ],
    [
      'a session policy that allows nothing',
      false,
      'permitted',
      { session_policies: [nothing] },
    ],
    [
      "another account's bucket without a grant",
      false,
      'permitted',
      { owner: '222222222222' },
    ],
    [
      "another account's bucket with a grant",
      true,
      'permitted',
      { owner: '222222222222', ...grant },
    ],
    [
      'a condition, on which moto has no opinion',
      false,
      'no opinion, because of Condition',
      {},
      onlyReading,
    ],
  ])(
    'agrees on %s, and objects to the opposite',
    async (_case, allowed, opinion, more, policy) => {
      const check = async (decided: boolean) =>
        (await crossCheck(recordOf(...get, decided, opinion, more, policy)))
          .disagreements.length;

      expect(await check(allowed)).toBe(0);
      expect(await check(!allowed)).toBe(1);
    },
  );
});
