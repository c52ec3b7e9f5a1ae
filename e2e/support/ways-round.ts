import {
  DynamoDBClient,
  type DynamoDBServiceException,
  ExecuteStatementCommand,
} from '@aws-sdk/client-dynamodb';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import type { LiveStack } from './live-stack.ts';

/**
 * Asks for what the function's role may not do in each way that there is to
 * ask, and returns the HTTP statuses of the answers.
 */
export async function tryWaysRound(
  { emulator: { endpoint }, outputs }: LiveStack,
  accountId: string,
): Promise<Record<string, number | undefined>> {
  const { aws_region, dynamodb_table_name, lambda_role_arn } = outputs;
  const bucket = `${endpoint}/${outputs.s3_bucket_name}`;
  const settings = { endpoint, region: aws_region };
  const sts = new STSClient({
    ...settings,
    credentials: { accessKeyId: accountId, secretAccessKey: 'test' },
  });
  const { Credentials } = await sts.send(
    new AssumeRoleCommand({
      RoleArn: lambda_role_arn,
      RoleSessionName: 'ways-round',
    }),
  );
  const accessKeyId = Credentials?.AccessKeyId ?? '';
  const dynamoDb = new DynamoDBClient({
    ...settings,
    credentials: {
      accessKeyId,
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    },
  });
  const signature = {
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': `${accessKeyId}/20260101/${aws_region}/s3/aws4_request`,
    'X-Amz-Date': '20260101T000000Z',
    'X-Amz-Signature': 'none',
  };
  const query = new URLSearchParams({
    ...signature,
    'X-Amz-Expires': '604800',
    'X-Amz-SignedHeaders': 'host',
  });
  const form = new FormData();
  for (const [name, value] of Object.entries({
    ...signature,
    key: 'elsewhere',
  })) {
    form.set(name, value);
  }
  form.set('file', new Blob(['text']), 'name');

  const [unsigned, url, upload, partiQl] = await Promise.all([
    fetch(`${bucket}/elsewhere`),
    fetch(`${bucket}/elsewhere?${query}`),
    fetch(bucket, { method: 'POST', body: form }),
    dynamoDb
      .send(
        new ExecuteStatementCommand({
          Statement: `SELECT * FROM "${dynamodb_table_name}"`,
        }),
      )
      .catch((error: DynamoDBServiceException) => error),
  ]);
  return {
    'an unsigned request': unsigned.status,
    'a pre-signed URL': url.status,
    'a pre-signed form': upload.status,
    'PartiQL, which has no mapping': partiQl.$metadata.httpStatusCode,
  };
}
