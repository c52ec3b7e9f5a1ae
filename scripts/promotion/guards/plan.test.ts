import { describe, expect, it } from 'vitest';
import type { PlanJson, ResourceChange } from '../../terraform/plan-json.ts';
import { type PlanFacts, planGuards } from './plan.ts';
import { judge, target } from './test-support/judge.ts';

describe('planGuards', () => {
  const variables = { aws_region: { value: 'eu-central-1' } };
  const plan = (...resource_changes: ResourceChange[]): PlanJson => ({
    variables,
    resource_changes,
  });
  const change = (
    address: string,
    actions: string[],
    after: Record<string, unknown> | null = {},
  ): ResourceChange => ({
    address,
    type: address.split('.')[0] ?? '',
    change: { actions, after, after_unknown: {} },
  });
  const policy = (statement: object) =>
    change('aws_iam_role_policy.p', ['create'], {
      policy: JSON.stringify({ Statement: [{ Sid: 'S', ...statement }] }),
    });
  const good: PlanFacts = {
    plan: plan(
      policy({
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: 'arn:aws:s3:::b/*',
      }),
      change('aws_dynamodb_table.payment', ['update']),
      change('aws_iam_role.r', ['delete'], null),
    ),
    target,
    allowDelete: [],
  };

  it('accepts a plan without wildcards or data loss', () => {
    expect(judge(good, planGuards)).toBe('accepted');
  });

  it.each<[string, Partial<PlanFacts>, string]>([
    [
      'a wildcard action',
      {
        plan: plan(
          policy({ Effect: 'Allow', Action: 'dynamodb:*', Resource: 'arn:x' }),
        ),
      },
      'aws_iam_role_policy.p: statement S allows action dynamodb:*.',
    ],
    [
      'a variable that Lambda sets',
      {
        plan: plan(
          change('aws_lambda_function.f', ['update'], {
            environment: [{ variables: { TABLE_NAME: 't', AWS_REGION: 'r' } }],
          }),
        ),
      },
      'aws_lambda_function.f: Lambda sets the variable AWS_REGION itself.',
    ],
    [
      'the loss of the table',
      { plan: plan(change('aws_dynamodb_table.payment', ['delete'], null)) },
      'aws_dynamodb_table.payment would be LOST (destroy).',
    ],
    [
      'the replacement of the bucket',
      { plan: plan(change('aws_s3_bucket.journal', ['delete', 'create'])) },
      'ALLOW_DELETE=aws_s3_bucket.journal',
    ],
    [
      'permission to lose a different resource',
      {
        plan: plan(change('aws_dynamodb_table.payment', ['delete'], null)),
        allowDelete: ['aws_s3_bucket.journal'],
      },
      'would be LOST',
    ],
    [
      'another region',
      {
        plan: { ...plan(), variables: { aws_region: { value: 'us-east-1' } } },
      },
      'The plan is for region us-east-1, not for eu-central-1.',
    ],
    ...(['localhost', '127.0.0.1:4566', '000000000000'] as const).map(
      (trace): [string, Partial<PlanFacts>, string] => [
        `${trace} in the plan`,
        { plan: plan(change('aws_iam_role.r', ['create'], { note: trace })) },
        'it was made for an emulator',
      ],
    ),
    [
      'the dummy key in the provider',
      {
        plan: {
          ...plan(),
          configuration: { provider_config: { access_key: 'test' } },
        },
      },
      'The plan names :"test": it was made for an emulator.',
    ],
  ])('refuses %s', (_case, fault, message) => {
    expect(judge({ ...good, ...fault }, planGuards)).toContain(message);
  });

  it('allows the loss of data named in ALLOW_DELETE', () => {
    const facts = {
      ...good,
      plan: plan(change('aws_dynamodb_table.payment', ['delete'], null)),
      allowDelete: ['aws_dynamodb_table.payment'],
    };

    expect(judge(facts, planGuards)).toBe('accepted');
  });
});
