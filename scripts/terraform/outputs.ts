import { z } from 'zod';
import { parseJson } from '../system/json.ts';

export const outputsSchema = z.object({
  aws_region: z.string(),
  dead_letter_queue_url: z.string(),
  dynamodb_table_name: z.string(),
  lambda_function_name: z.string(),
  lambda_role_arn: z.string(),
  log_group_name: z.string(),
  s3_bucket_name: z.string(),
});

/** The outputs of terraform/outputs.tf; every resource name comes from here. */
export type StackOutputs = z.infer<typeof outputsSchema>;

/** What `terraform output -json` prints: each value, with its type. */
const printedSchema = z.object(
  Object.fromEntries(
    outputsSchema
      .keyof()
      .options.map((name) => [
        name,
        z.object({ value: outputsSchema.shape[name] }),
      ]),
  ) as Record<keyof StackOutputs, z.ZodObject<{ value: z.ZodString }>>,
);

/** @throws SandboxError that names each output that the state lacks. */
export function parseOutputs(json: string): StackOutputs {
  const printed = parseJson(json, printedSchema, {
    what: "The stack's outputs cannot be read.",
    next: 'apply the configuration of this checkout again: `make local-up`, or `make aws-plan` and `make aws-apply`',
  });
  return outputsSchema.parse(
    Object.fromEntries(
      Object.entries(printed).map(([name, { value }]) => [name, value]),
    ),
  );
}
