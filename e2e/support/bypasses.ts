import { createHmac } from 'node:crypto';
import {
  DynamoDBClient,
  type DynamoDBServiceException,
  ExecuteStatementCommand,
} from '@aws-sdk/client-dynamodb';
import { IAMClient } from '@aws-sdk/client-iam';
import { STSClient } from '@aws-sdk/client-sts';
import { AwsClient } from 'aws4fetch';
import { clientSettings } from '../../scripts/emulator/clients.ts';
import type { LiveStack } from './restored-sandbox.ts';
import { assumeTwinOf, deleteTwinOf } from './twin-role.ts';

/**
 * Sends calls that the function's role may not make, in every form: unsigned, as
 * a pre-signed URL or form, and as PartiQL. Returns the HTTP status codes.
 */
export async function tryBypasses(
  { emulator, outputs }: LiveStack,
  accountId: string,
): Promise<Record<string, number | undefined>> {
  const { aws_region, dynamodb_table_name, lambda_role_arn } = outputs;
  const bucket = `${emulator.endpoint}/${outputs.s3_bucket_name}`;
  const settings = clientSettings(emulator, { region: aws_region, accountId });
  const iam = new IAMClient(settings);
  const sts = new STSClient(settings);
  const role = await assumeTwinOf(lambda_role_arn, { iam, sts });
  const dynamoDb = new DynamoDBClient({ ...settings, credentials: role });
  const s3 = new AwsClient({ ...role, service: 's3', region: aws_region });
  const preSigned = await s3.sign(`${bucket}/elsewhere`, {
    aws: { signQuery: true },
  });
  const form = signForm(role, aws_region, outputs.s3_bucket_name);

  const [unsigned, url, upload, partiQl] = await Promise.all([
    fetch(`${bucket}/elsewhere`),
    fetch(preSigned),
    fetch(bucket, { method: 'POST', body: form }),
    dynamoDb
      .send(
        new ExecuteStatementCommand({
          Statement: `SELECT * FROM "${dynamodb_table_name}"`,
        }),
      )
      .catch((error: DynamoDBServiceException) => error),
  ]);
  await deleteTwinOf(lambda_role_arn, { iam });
  return {
    'an unsigned request': unsigned.status,
    'a pre-signed URL': url.status,
    'a pre-signed form': upload.status,
    'PartiQL, which has no mapping': partiQl.$metadata.httpStatusCode,
  };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html */
function signForm(
  role: { accessKeyId: string; secretAccessKey: string; sessionToken: string },
  region: string,
  bucket: string,
): FormData {
  const date = `${new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '')}`;
  const scope = [date.slice(0, 8), region, 's3', 'aws4_request'];
  const policy = Buffer.from(
    JSON.stringify({
      expiration: new Date(Date.now() + 60_000).toISOString(),
      conditions: [{ bucket }, ['starts-with', '$key', '']],
    }),
  ).toString('base64');
  const sign = (key: string | Buffer, text: string) =>
    createHmac('sha256', key).update(text).digest();
  const key = scope.reduce<string | Buffer>(
    sign,
    `AWS4${role.secretAccessKey}`,
  );
  const form = new FormData();
  for (const [name, value] of Object.entries({
    key: 'elsewhere',
    policy,
    'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
    'X-Amz-Credential': [role.accessKeyId, ...scope].join('/'),
    'X-Amz-Date': date,
    'X-Amz-Security-Token': role.sessionToken,
    'X-Amz-Signature': sign(key, policy).toString('hex'),
  })) {
    form.set(name, value);
  }
  form.set('file', new Blob(['text']), 'name');
  return form;
}
