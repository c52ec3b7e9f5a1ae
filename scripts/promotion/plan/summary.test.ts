import { describe, expect, it } from 'vitest';
import type { ResourceChange } from '../../terraform/plan-json.ts';
import { summarisePlan } from './summary.ts';

const change = (address: string, ...actions: string[]): ResourceChange => ({
  address,
  type: address.split('.')[0] ?? '',
  change: { actions, after: {}, after_unknown: {} },
});

describe('summarisePlan', () => {
  it('counts the changes and marks the loss of payments', () => {
    const summary = summarisePlan({
      resource_changes: [
        change('aws_iam_role.role', 'create'),
        change('aws_lambda_function.function', 'update'),
        change('aws_lambda_permission.p', 'delete', 'create'),
        change('aws_dynamodb_table.payment', 'delete', 'create'),
        change('aws_s3_bucket.journal', 'delete'),
        change('aws_iam_role.other', 'no-op'),
        change('data.aws_region.current', 'read'),
      ],
    });

    expect(summary.split('\n')).toEqual([
      '  + aws_iam_role.role',
      '  ~ aws_lambda_function.function',
      '  ± aws_lambda_permission.p',
      '  ± aws_dynamodb_table.payment   !!! ITS DATA WILL BE LOST !!!',
      '  - aws_s3_bucket.journal   !!! ITS DATA WILL BE LOST !!!',
      '1 to add, 1 to change, 2 to replace, 1 to destroy.',
    ]);
  });

  it('reports that nothing changes', () => {
    const unchanged = change('aws_iam_role.role', 'no-op');

    expect(summarisePlan({ resource_changes: [unchanged] })).toBe(
      'No changes.',
    );
  });
});
