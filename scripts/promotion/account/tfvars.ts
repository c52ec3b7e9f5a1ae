import { z } from 'zod';
import { SandboxError } from '../../output/errors.ts';

const variablesSchema = z.object({
  region: z
    .string()
    .regex(/^[a-z]{2,}(-[a-z]+)+-\d+$/, 'the name of a region')
    .optional(),
  allowedAccountIds: z.array(z.string()),
});

/** The settings of an environment that are needed before Terraform runs. */
export type EnvironmentVariables = z.infer<typeof variablesSchema>;

/**
 * Reads the two settings from a tfvars file; Terraform reads the others.
 *
 * @throws SandboxError for a region that no region's name looks like.
 */
export function parseTfvars(text: string): EnvironmentVariables {
  const code = withoutComments(text);
  const region = /^\s*aws_region\s*=\s*"([^"]*)"/m.exec(code)?.[1];
  const list = /^\s*allowed_account_ids\s*=\s*\[([^\]]*)\]/m.exec(code)?.[1];
  const allowedAccountIds = [...(list ?? '').matchAll(/"([^"]*)"/g)].map(
    ([, id]) => id ?? '',
  );
  const { data, error } = variablesSchema.safeParse({
    region: region || undefined,
    allowedAccountIds,
  });
  if (error) {
    throw new SandboxError('The variables of the environment cannot be used.', {
      why: `Expected \`aws_region\` to be the name of a region, got \`${region}\`.`,
      next: 'correct the line in terraform/env, such as `aws_region = "eu-central-1"`',
      cause: error,
    });
  }
  return data;
}

/** A text in quotes may hold the characters that start a comment. */
function withoutComments(text: string): string {
  return text.replace(
    /("(?:\\.|[^"\\\n])*")|#.*|\/\/.*|\/\*[\s\S]*?\*\//g,
    (_, quoted = '') => quoted,
  );
}
