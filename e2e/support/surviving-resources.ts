import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetRoleCommand, ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import type { LiveStack } from './live-stack.ts';

/** Which resources of the stack its account still holds, by their kind. */
export async function findSurvivingResources({
  clients: { dynamoDb, iam, lambda, logs, s3 },
  outputs,
}: LiveStack): Promise<string[]> {
  const RoleName = outputs.lambda_role_arn.split('/').at(-1) ?? '';
  const probes: Record<string, () => Promise<unknown>> = {
    bucket: () =>
      s3.send(new HeadBucketCommand({ Bucket: outputs.s3_bucket_name })),
    table: () =>
      dynamoDb.send(
        new DescribeTableCommand({ TableName: outputs.dynamodb_table_name }),
      ),
    function: () =>
      lambda.send(
        new GetFunctionCommand({ FunctionName: outputs.lambda_function_name }),
      ),
    role: () => iam.send(new GetRoleCommand({ RoleName })),
    policy: () => iam.send(new ListRolePoliciesCommand({ RoleName })),
    'log group': async () => {
      const { logGroups = [] } = await logs.send(
        new DescribeLogGroupsCommand({
          logGroupNamePrefix: outputs.log_group_name,
        }),
      );
      if (logGroups.length === 0) {
        throw new MissingError();
      }
    },
  };
  const found = await Promise.all(
    Object.entries(probes).map(async ([kind, probe]) =>
      (await exists(probe)) ? [kind] : [],
    ),
  );
  return found.flat();
}

class MissingError extends Error {
  override name = 'ResourceNotFoundException';
}

/** Only a clear "not found" counts as gone; any other failure is one. */
async function exists(probe: () => Promise<unknown>): Promise<boolean> {
  try {
    await probe();
    return true;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (/NotFound|NoSuch/.test(name)) {
      return false;
    }
    throw error;
  }
}
