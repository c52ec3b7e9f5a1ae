import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import { inject } from 'vitest';

const sandbox = inject('sandbox');
export const { checkout, port, engine, environment } = sandbox;
export const endpoint = setting('AWS_ENDPOINT_URL');
export const region = setting('AWS_REGION');
export const bucket = setting('S3_BUCKET_NAME');
export const table = setting('DYNAMODB_TABLE_NAME');
export const functionName = setting('LAMBDA_FUNCTION_NAME');
export const roleArn = setting('LAMBDA_ROLE_ARN');
export const roleName = roleArn.split('/').at(-1) ?? '';
export const queueUrl = setting('DEAD_LETTER_QUEUE_URL');
/** The facts about the stack that an attack needs, and that are public. */
export const names = { bucket, table, functionName, roleArn, queueUrl };
export const accountId = roleArn.split(':')[4] ?? '';

function setting(name: string): string {
  const value = environment[name];
  if (!value) {
    throw new Error(`\`make -s env\` does not export ${name}.`);
  }
  return value;
}

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

/** What `make env` hands out. */
export const developer: Credentials = {
  accessKeyId: setting('AWS_ACCESS_KEY_ID'),
  secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
};

/** Clients with the given keys, without retries. */
export function clientsOf(credentials: Credentials, clockOffsetMs = 0) {
  const settings = {
    endpoint,
    region,
    credentials,
    maxAttempts: 1,
    systemClockOffset: clockOffsetMs,
  };
  return {
    dynamoDb: new DynamoDBClient(settings),
    iam: new IAMClient(settings),
    lambda: new LambdaClient(settings),
    logs: new CloudWatchLogsClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: true }),
    sqs: new SQSClient(settings),
    sts: new STSClient(settings),
  };
}
