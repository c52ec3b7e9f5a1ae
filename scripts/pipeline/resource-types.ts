import {
  DescribeLogGroupsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import type { Clients } from '../emulator/clients.ts';

export interface ResourceType {
  noun: string;
  /** The attribute that holds the id by which a resource is imported. */
  idAttribute: string;
  /** Rejects where there is none of that id. */
  describe: (clients: Clients, id: string) => Promise<unknown>;
}

/** The resources that cannot be created over one of the same name. */
export const resourceTypes = {
  aws_cloudwatch_log_group: {
    noun: 'log group',
    idAttribute: 'name',
    describe: describeLogGroup,
  },
  aws_dynamodb_table: {
    noun: 'table',
    idAttribute: 'name',
    describe: ({ dynamoDb }, TableName) =>
      dynamoDb.send(new DescribeTableCommand({ TableName })),
  },
  aws_iam_role: {
    noun: 'role',
    idAttribute: 'name',
    describe: ({ iam }, RoleName) => iam.send(new GetRoleCommand({ RoleName })),
  },
  aws_lambda_function: {
    noun: 'function',
    idAttribute: 'function_name',
    describe: ({ lambda }, FunctionName) =>
      lambda.send(new GetFunctionCommand({ FunctionName })),
  },
  aws_s3_bucket: {
    noun: 'bucket',
    idAttribute: 'bucket',
    describe: ({ s3 }, Bucket) => s3.send(new HeadBucketCommand({ Bucket })),
  },
} satisfies Record<string, ResourceType>;

/** Undefined for a type that is missing from the list. */
export function findResourceType(type: string): ResourceType | undefined {
  return (resourceTypes as Record<string, ResourceType>)[type];
}

/** The service lists by prefix, and an empty list is no error to it. */
async function describeLogGroup({ logs }: Clients, name: string) {
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
