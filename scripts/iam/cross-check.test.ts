import { describe, expect, it } from 'vitest';
import { crossCheck } from './cross-check.ts';

const role = 'arn:aws:iam::111111111111:role/writer';
const table = 'arn:aws:dynamodb:us-east-1:111111111111:table/payments';

function recordOf(
  action: string,
  resource: string,
  allowed: boolean,
  opinion: string | null,
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
        second_opinion: opinion,
      },
    ],
    policies: {},
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

  it.each([
    'not mentioned',
    'denied',
    'no opinion, because of NotResource',
    null,
  ])('objects to an allowed call if moto returns: %s', async (opinion) => {
    const { disagreements } = await crossCheck(
      recordOf('dynamodb:PutItem', table, true, opinion),
    );

    expect(disagreements).toHaveLength(1);
  });

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
});
