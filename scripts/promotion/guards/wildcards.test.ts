import { describe, expect, it } from 'vitest';
import { wildcardsOf } from './wildcards.ts';

const change = (type: string, after: Record<string, unknown> | null) => ({
  address: `${type}.x`,
  type,
  change: { actions: ['create'], after, after_unknown: {} },
});

const document = (statement: object) =>
  JSON.stringify({ Statement: [{ Sid: 'S', Effect: 'Allow', ...statement }] });

const ofRole = (statement: object) =>
  wildcardsOf(change('aws_iam_role_policy', { policy: document(statement) }));

const table = 'arn:aws:dynamodb:eu-central-1:1:table/payments';

describe('wildcardsOf', () => {
  it.each([
    { Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/journal/*' },
    {
      Action: ['logs:PutLogEvents'],
      Resource: ['arn:aws:logs:r:1:log-group:/aws/lambda/f:log-stream:*'],
    },
    { Effect: 'Deny', Action: 's3:*', Resource: '*' },
  ])('accepts a wildcard after a name or in a denial: %o', (statement) => {
    expect(ofRole(statement)).toEqual([]);
  });

  it.each(['*', 'dynamodb:*', 'dynamodb:Put*', 'dynamodb:PutIte?'])(
    'finds the action %s',
    (Action) => {
      expect(ofRole({ Action, Resource: table })).toEqual([
        `aws_iam_role_policy.x: statement S allows action ${Action}.`,
      ]);
    },
  );

  it.each([
    '*',
    'arn:aws:s3:::*',
    'arn:aws:s3:::*/journal',
    table.replace('eu-central-1', '*'),
    table.replace(':1:', ':*:'),
    table.replace('payments', '*'),
    'arn:aws:logs:eu-central-1:1:log-group:*',
  ])('finds the resource %s', (Resource) => {
    expect(ofRole({ Action: 'a:Do', Resource })).toEqual([
      `aws_iam_role_policy.x: statement S allows resource ${Resource}.`,
    ]);
  });

  it.each([
    { NotAction: 'iam:*', Resource: table },
    { Action: 'a:Do', NotResource: table },
  ])('finds NotAction and NotResource: %o', (statement) => {
    expect(ofRole(statement)).toEqual([
      'aws_iam_role_policy.x: statement S allows everything but what it names.',
    ]);
  });

  it.each([
    ['aws_sqs_queue', { policy: document({ Action: 'sqs:*' }) }],
    [
      'aws_iam_role',
      { inline_policy: [{ policy: document({ Action: 'sqs:*' }) }] },
    ],
  ])('reads the policy inside %s too', (type, after) => {
    expect(wildcardsOf(change(type, after))).toEqual([
      `${type}.x: statement S allows action sqs:*.`,
    ]);
  });

  it('treats an attached AWS policy as a wildcard', () => {
    const policy_arn = 'arn:aws:iam::aws:policy/AdministratorAccess';

    expect(
      wildcardsOf(change('aws_iam_role_policy_attachment', { policy_arn })),
    ).toEqual([
      `aws_iam_role_policy_attachment.x: policy ${policy_arn}, which AWS may widen.`,
    ]);
  });

  it('treats an unknown policy as a wildcard', () => {
    expect(wildcardsOf(change('aws_iam_role_policy', {}))).toEqual([
      'aws_iam_role_policy.x: its policy is not known before the apply.',
    ]);
  });

  it('treats an unknown policy inside a role as a wildcard', () => {
    expect(
      wildcardsOf(change('aws_iam_role', { inline_policy: [{ name: 'n' }] })),
    ).toEqual([
      'aws_iam_role.x: an inline policy is not known before the apply.',
    ]);
  });

  it('ignores the empty inline policy of a role without any', () => {
    const inline_policy = [{ name: '', policy: '' }];

    expect(wildcardsOf(change('aws_iam_role', { inline_policy }))).toEqual([]);
  });

  it('names the resource whose policy cannot be read', () => {
    expect(() =>
      wildcardsOf(change('aws_iam_role_policy', { policy: 'no JSON' })),
    ).toThrow('The policy of aws_iam_role_policy.x cannot be read.');
  });

  it('ignores deleted resources', () => {
    expect(wildcardsOf(change('aws_iam_role_policy', null))).toEqual([]);
  });
});
