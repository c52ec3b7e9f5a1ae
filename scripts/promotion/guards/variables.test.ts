import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../../system/paths.ts';
import { refusedVariables, reserved } from './variables.ts';

const emulator = readFileSync(
  inRepository(
    'localstack/extension/payments_sandbox/patches/variable_names.py',
  ),
  'utf8',
);

function refused(
  variables: Record<string, unknown>,
  unknown: Record<string, unknown> = {},
  type = 'aws_lambda_function',
) {
  return refusedVariables({
    address: 'f',
    type,
    change: {
      actions: ['create'],
      after: { environment: [{ variables }] },
      after_unknown: { environment: [{ variables: unknown }] },
    },
  });
}

describe('refusedVariables', () => {
  it.each(['AWS_REGION', '_HANDLER', 'LAMBDA_TASK_ROOT', 'AWS_SESSION_TOKEN'])(
    'names %s, which Lambda sets',
    (name) => {
      expect(refused({ [name]: 'x' })).toEqual([
        `f: Lambda sets the variable ${name} itself.`,
      ]);
    },
  );

  it.each(['1BAD', 'a-b', 'A', '_A', ''])(
    'names %j, which is malformed',
    (name) => {
      expect(refused({ [name]: 'x' })).toEqual([
        `f: Lambda accepts no variable named \`${name}\`.`,
      ]);
    },
  );

  it('refuses the names that the emulator refuses', () => {
    const [, names = ''] = /^RESERVED = (.*?)^\)/ms.exec(emulator) ?? [];

    expect([...names.matchAll(/"(\w+)"/g)].map(([, name]) => name)).toEqual(
      reserved,
    );
    // `\w` is `[a-zA-Z0-9_]`.
    expect(emulator).toContain('PATTERN = "[a-zA-Z]([a-zA-Z0-9_])+"');
  });

  it('finds a name whose value is known only after the apply', () => {
    expect(refused({}, { AWS_REGION: true })).toHaveLength(1);
  });

  it('accepts other names, and a function without variables', () => {
    expect(refused({ TABLE_NAME: 't', NODE_OPTIONS: '', a1: '' })).toEqual([]);
    expect(
      refusedVariables({
        address: 'f',
        type: 'aws_lambda_function',
        change: {
          actions: ['create'],
          after: {},
          after_unknown: { environment: true },
        },
      } as never),
    ).toEqual([]);
  });

  it.each([
    { environment: null },
    { environment: [null] },
    { environment: [{ variables: null }] },
    { environment: [{ variables: true }] },
    { environment: 'text' },
  ])('accepts %j, which names none', (after) => {
    expect(
      refusedVariables({
        address: 'f',
        type: 'aws_lambda_function',
        change: {
          actions: ['create'],
          after,
          after_unknown: {},
        },
      }),
    ).toEqual([]);
  });

  it('reads functions only', () => {
    expect(refused({ AWS_REGION: 'x' }, {}, 'aws_other')).toEqual([]);
  });
});
