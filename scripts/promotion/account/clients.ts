import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { STSClient } from '@aws-sdk/client-sts';
import type { Target } from './target.ts';

/** SDK clients with the user's own credentials: SSO, profile, OIDC or keys. */
export function createAwsClients({ region, endpoint }: Target) {
  const settings = endpoint ? { region, endpoint } : { region };
  return {
    dynamoDb: new DynamoDBClient(settings),
    iam: new IAMClient(settings),
    // A retry would invoke the function twice.
    lambda: new LambdaClient({ ...settings, maxAttempts: 1 }),
    logs: new CloudWatchLogsClient(settings),
    s3: new S3Client({ ...settings, forcePathStyle: endpoint !== undefined }),
    sts: new STSClient(settings),
  };
}

export type AwsClients = ReturnType<typeof createAwsClients>;
