import type { Clients } from '../emulator/clients.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import { type ResourceType, resourceTypes } from './resource-types.ts';

/** The data and code resources that do not respond, with the reason. */
export async function findMissingResources(
  clients: Clients,
  outputs: StackOutputs,
): Promise<string[]> {
  const resources: [ResourceType, string][] = [
    [resourceTypes.aws_dynamodb_table, outputs.dynamodb_table_name],
    [resourceTypes.aws_lambda_function, outputs.lambda_function_name],
    [resourceTypes.aws_s3_bucket, outputs.s3_bucket_name],
  ];
  const problems = await Promise.all(
    resources.map(([{ describe, noun }, id]) =>
      describe(clients, id).then(
        () => [],
        (error: Error) => [`${noun} ${id}: ${error.name}`],
      ),
    ),
  );
  return problems.flat();
}
