import { paginateScan } from '@aws-sdk/client-dynamodb';
import {
  GetRolePolicyCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
} from '@aws-sdk/client-iam';
import { ListFunctionsCommand } from '@aws-sdk/client-lambda';
import {
  ListBucketsCommand,
  ListObjectVersionsCommand,
} from '@aws-sdk/client-s3';
import {
  GetQueueAttributesCommand,
  SendMessageCommand,
} from '@aws-sdk/client-sqs';
import {
  bucket,
  clientsOf,
  developer,
  queueUrl,
  roleName,
  table,
} from './sandbox.ts';

const { dynamoDb, iam, lambda, s3, sqs } = clientsOf(developer);

/** Everything that the attacks try to change. Throws if the emulator has exited. */
export async function readState() {
  const [functions, roles, policies, buckets, versions, queue, items] =
    await Promise.all([
      lambda.send(new ListFunctionsCommand()),
      iam.send(new ListRolesCommand()),
      readPolicies(),
      s3.send(new ListBucketsCommand()),
      s3.send(new ListObjectVersionsCommand({ Bucket: bucket })),
      sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: queueUrl,
          AttributeNames: ['ApproximateNumberOfMessages'],
        }),
      ),
      countItems(),
    ]);
  return {
    functions: functions.Functions?.map(
      ({ FunctionName, CodeSha256 }) => `${FunctionName} ${CodeSha256}`,
    ),
    roles: roles.Roles?.map(({ RoleName }) => RoleName),
    policies,
    buckets: buckets.Buckets?.map(({ Name }) => Name),
    objects: [
      ...(versions.Versions ?? []),
      ...(versions.DeleteMarkers ?? []),
    ].map(({ Key, VersionId }) => `${Key} ${VersionId}`),
    deadLetters: queue.Attributes?.ApproximateNumberOfMessages,
    items,
  };
}

async function readPolicies(): Promise<(string | undefined)[]> {
  const { PolicyNames = [] } = await iam.send(
    new ListRolePoliciesCommand({ RoleName: roleName }),
  );
  const policies = await Promise.all(
    PolicyNames.map((PolicyName) =>
      iam.send(new GetRolePolicyCommand({ RoleName: roleName, PolicyName })),
    ),
  );
  return policies.map(({ PolicyDocument }) => PolicyDocument);
}

async function countItems(): Promise<number> {
  const pages = paginateScan(
    { client: dynamoDb },
    { TableName: table, Select: 'COUNT' },
  );
  let count = 0;
  for await (const { Count = 0 } of pages) {
    count += Count;
  }
  return count;
}

/** Makes a purge of the dead-letter queue detectable. */
export async function leaveDeadLetter(): Promise<void> {
  await sqs.send(
    new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: '{"count":1}' }),
  );
}
