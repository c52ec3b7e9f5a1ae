import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { GetRoleCommand } from '@aws-sdk/client-iam';
import { GetFunctionCommand } from '@aws-sdk/client-lambda';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import { type Clients, createClients } from '../emulator/clients.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { findMissingResources } from '../pipeline/missing-resources.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import type { Stack } from './stage.ts';

interface ResourceType {
  /** The attribute whose value is the resource's import id. */
  idAttribute: string;
  /** Rejects where there is none of that id. */
  describe: (clients: Clients, id: string) => Promise<unknown>;
}

/** The resources whose creation fails if the name is taken. */
export const resourceTypes: Record<string, ResourceType> = {
  aws_cloudwatch_log_group: {
    idAttribute: 'name',
    describe: describeLogGroup,
  },
  aws_dynamodb_table: {
    idAttribute: 'name',
    describe: ({ dynamoDb }, TableName) =>
      dynamoDb.send(new DescribeTableCommand({ TableName })),
  },
  aws_iam_role: {
    idAttribute: 'name',
    describe: ({ iam }, RoleName) => iam.send(new GetRoleCommand({ RoleName })),
  },
  aws_lambda_function: {
    idAttribute: 'function_name',
    describe: ({ lambda }, FunctionName) =>
      lambda.send(new GetFunctionCommand({ FunctionName })),
  },
  aws_s3_bucket: {
    idAttribute: 'bucket',
    describe: ({ s3 }, Bucket) => s3.send(new HeadBucketCommand({ Bucket })),
  },
};

export async function resourceExists(
  clients: Clients,
  type: string,
  id: string,
): Promise<boolean> {
  const found = resourceTypes[type]?.describe(clients, id);
  return found ? found.then(yes, no) : false;
}

const yes = () => true;
const no = () => false;

async function describeLogGroup({ logs }: Clients, name: string) {
  const { logGroups = [] } = await logs.send(
    new DescribeLogGroupsCommand({ logGroupNamePrefix: name }),
  );
  if (!logGroups.some(({ logGroupName }) => logGroupName === name)) {
    throw new Error(`There is no log group ${name}.`);
  }
}

/** Whether the resources that hold data or code exist. */
export async function answers(
  stack: Stack,
  outputs: StackOutputs,
  emulator: Emulator,
): Promise<boolean> {
  const clients = connect(stack, emulator, outputs.aws_region);
  return (await findMissingResources(clients, outputs)).length === 0;
}

export function connect(
  { accountId }: Stack,
  emulator: Emulator,
  region: string,
): Clients {
  return createClients(emulator, { region, accountId });
}
