import { type Clients, loadSdk } from '../emulator/clients.ts';

export interface ResourceType {
  noun: string;
  /** The attribute that holds the id by which a resource is imported. */
  idAttribute: string;
  /** Rejects where there is none of that id. */
  describe: (clients: Clients, id: string) => Promise<unknown>;
}

/**
 * The resources that cannot be created over one of the same name. A package of
 * the SDK is loaded when it is needed, because a command rarely needs all.
 */
export const resourceTypes = {
  aws_cloudwatch_log_group: {
    noun: 'log group',
    idAttribute: 'name',
    describe: describeLogGroup,
  },
  aws_dynamodb_table: {
    noun: 'table',
    idAttribute: 'name',
    async describe({ dynamoDb }, TableName) {
      const { DescribeTableCommand } = loadSdk('client-dynamodb');
      return dynamoDb.send(new DescribeTableCommand({ TableName }));
    },
  },
  aws_iam_role: {
    noun: 'role',
    idAttribute: 'name',
    async describe({ iam }, RoleName) {
      const { GetRoleCommand } = loadSdk('client-iam');
      return iam.send(new GetRoleCommand({ RoleName }));
    },
  },
  aws_lambda_function: {
    noun: 'function',
    idAttribute: 'function_name',
    async describe({ lambda }, FunctionName) {
      const { GetFunctionCommand } = loadSdk('client-lambda');
      return lambda.send(new GetFunctionCommand({ FunctionName }));
    },
  },
  aws_s3_bucket: {
    noun: 'bucket',
    idAttribute: 'bucket',
    async describe({ s3 }, Bucket) {
      const { HeadBucketCommand } = loadSdk('client-s3');
      return s3.send(new HeadBucketCommand({ Bucket }));
    },
  },
} satisfies Record<string, ResourceType>;

/** Undefined for a type that is missing from the list. */
export function findResourceType(type: string): ResourceType | undefined {
  return (resourceTypes as Record<string, ResourceType>)[type];
}

/** The service lists by prefix, and an empty list is no error to it. */
async function describeLogGroup({ logs }: Clients, name: string) {
  const { DescribeLogGroupsCommand, ResourceNotFoundException } = loadSdk(
    'client-cloudwatch-logs',
  );
  const { logGroups = [], $metadata } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
  );
  if (!logGroups.some(({ logGroupName }) => logGroupName === name)) {
    throw new ResourceNotFoundException({
      message: `There is no log group ${name}.`,
      $metadata,
    });
  }
}
