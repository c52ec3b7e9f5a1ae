import { z } from 'zod';
import type { ResourceChange } from '../../terraform/plan-json.ts';

/**
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html, read 2026-11.
 * The emulator refuses them too, by patches/variable_names.py; a test compares both.
 */
export const reserved = [
  '_HANDLER',
  '_X_AMZN_TRACE_ID',
  'AWS_ACCESS_KEY',
  'AWS_ACCESS_KEY_ID',
  'AWS_DEFAULT_REGION',
  'AWS_EXECUTION_ENV',
  'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
  'AWS_LAMBDA_FUNCTION_NAME',
  'AWS_LAMBDA_FUNCTION_VERSION',
  'AWS_LAMBDA_INITIALIZATION_TYPE',
  'AWS_LAMBDA_LOG_GROUP_NAME',
  'AWS_LAMBDA_LOG_STREAM_NAME',
  'AWS_LAMBDA_RUNTIME_API',
  'AWS_REGION',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'LAMBDA_RUNTIME_DIR',
  'LAMBDA_TASK_ROOT',
];

/** The names of a function's variables that Lambda would refuse, one sentence each. */
export function refusedVariables({
  address,
  type,
  change: { after, after_unknown },
}: ResourceChange): string[] {
  if (type !== 'aws_lambda_function') {
    return [];
  }
  // A variable whose value is known only after the apply is in the second.
  const names = new Set([after, after_unknown].flatMap(variableNames));
  return [...names].flatMap((name) => {
    if (reserved.includes(name)) {
      return [`${address}: Lambda sets the variable ${name} itself.`];
    }
    return /^[a-zA-Z]\w+$/.test(name)
      ? []
      : [`${address}: Lambda accepts no variable named \`${name}\`.`];
  });
}

const blockSchema = z.object({ variables: z.record(z.string(), z.unknown()) });

/** None of a block that is unknown as a whole. */
function variableNames(
  attributes: ResourceChange['change']['after'],
): string[] {
  return [attributes?.environment]
    .flat()
    .flatMap((block) =>
      Object.keys(blockSchema.safeParse(block).data?.variables ?? {}),
    );
}
