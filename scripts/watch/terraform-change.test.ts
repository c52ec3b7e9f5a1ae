import { describe, expect, it } from 'vitest';
import type { ResourceChange } from '../terraform/plan-json.ts';
import { confirmLoss, summarise } from './terraform-change.ts';

const change = (address: string, ...actions: string[]): ResourceChange => ({
  address,
  type: address.split('.')[0] ?? '',
  change: { actions, after: null, after_unknown: {} },
});

const changed = change('aws_lambda_function.one', 'update');
const replaced = change('aws_dynamodb_table.two', 'delete', 'create');
const destroyed = change('aws_s3_bucket.three', 'delete');

const withoutTerminal = {
  stdin: { isTTY: false },
  stderr: process.stderr,
} as unknown as typeof process;

describe('summarise', () => {
  it('shows one line for each resource', () => {
    expect(summarise([changed, replaced, destroyed])).toBe(
      '~ aws_lambda_function.one (change)\n± aws_dynamodb_table.two (replace)\n- aws_s3_bucket.three (destroy)',
    );
  });
});

describe('confirmLoss', () => {
  it('does not ask about a change that loses nothing', async () => {
    await expect(
      confirmLoss([changed], 'make local-up PORT=4576', withoutTerminal),
    ).resolves.toBeUndefined();
  });

  it.each([replaced, destroyed])(
    'refuses without a terminal: %j',
    async (lost) => {
      await expect(
        confirmLoss(
          [changed, lost],
          'make local-up PORT=4576',
          withoutTerminal,
        ),
      ).rejects.toMatchObject({
        message: expect.stringContaining(lost.address),
        why: expect.stringContaining('no terminal to ask in'),
        next: expect.stringContaining('make local-up PORT=4576'),
      });
    },
  );
});
