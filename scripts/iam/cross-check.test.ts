import { describe, expect, it } from 'vitest';
import { crossCheck } from './cross-check.ts';

const role = 'arn:aws:iam::111111111111:role/writer';
const table = 'arn:aws:dynamodb:us-east-1:111111111111:table/payments';

function recordOf(action: string, resource: string, allowed: boolean) {
  const statement = {
    Effect: 'Allow',
    Action: 'dynamodb:PutItem',
    Resource: table,
  };
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
      },
    ],
    policies: {
      [role]: [
        JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      ],
    },
  };
}

describe('crossCheck', () => {
  it('agrees with what is right', async () => {
    for (const record of [
      recordOf('dynamodb:PutItem', table, true),
      recordOf('dynamodb:DeleteItem', table, false),
    ]) {
      expect(await crossCheck(record)).toEqual({
        checked: 1,
        disagreements: [],
      });
    }
  });

  it.each([
    ['a refusal of what is allowed', 'dynamodb:PutItem', table, false],
    ['leave for what nothing allows', 'dynamodb:DeleteItem', table, true],
    ['an action that AWS does not have', 'dynamodb:PutItems', table, true],
    [
      'a resource of another kind',
      'dynamodb:PutItem',
      'arn:aws:s3:::b/k',
      true,
    ],
  ])('objects to %s', async (_case, action, resource, allowed) => {
    const { disagreements } = await crossCheck(
      recordOf(action, resource, allowed),
    );

    expect(disagreements).toHaveLength(1);
  });
});
