import { z } from 'zod';

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

/** Parses what `terraform output -json` prints. */
export function parseOutputs(json: string): StackOutputs {
  const outputs = JSON.parse(json) as Record<string, { value: unknown }>;
  return outputsSchema.parse(
    Object.fromEntries(
      Object.entries(outputs).map(([name, { value }]) => [name, value]),
    ),
  );
}
