import { describe, expect, it } from 'vitest';
import { parseOutputs } from './outputs.ts';

const names = [
  'aws_region',
  'dead_letter_queue_url',
  'dynamodb_table_name',
  'lambda_function_name',
  'lambda_role_arn',
  'log_group_name',
  's3_bucket_name',
];
const outputs = (of: string[]) =>
  Object.fromEntries(of.map((name) => [name, { value: `the ${name}` }]));

describe('parseOutputs', () => {
  it('returns the value of each output', () => {
    expect(parseOutputs(JSON.stringify(outputs(names)))).toMatchObject({
      s3_bucket_name: 'the s3_bucket_name',
    });
  });

  it.each([
    ['a state without an output', JSON.stringify(outputs(names.slice(1)))],
    ['a state without outputs', '{}'],
    ['a value of another type', JSON.stringify({ aws_region: { value: 1 } })],
    ['an output without a value', '{"aws_region":null}'],
    ['other text', 'Warning: No outputs found'],
  ])('explains %s', (_case, json) => {
    expect(() => parseOutputs(json)).toThrow(
      expect.objectContaining({
        name: 'SandboxError',
        message: "The stack's outputs cannot be read.",
        next: expect.stringContaining('make local-up'),
      }),
    );
  });
});
