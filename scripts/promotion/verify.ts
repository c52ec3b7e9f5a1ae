import { FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { HeadObjectCommand } from '@aws-sdk/client-s3';
import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { done } from '../output/log.ts';
import { invokeFunction, responseSchema } from '../pipeline/invoke.ts';
import { readPayments } from '../pipeline/payments.ts';
import { waitUntil } from '../system/wait-until.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import type { AwsClients } from './account/clients.ts';

/** Sends three payments through the deployed pipeline and checks each effect. */
export async function verifyDeployment(
  clients: AwsClients,
  outputs: StackOutputs,
): Promise<void> {
  const { payload, functionError, requestId } = await invokeFunction(
    clients.lambda,
    outputs.lambda_function_name,
    '{"count":3}',
  );
  if (functionError) {
    throw unverified(`the function failed: ${JSON.stringify(payload)}`);
  }
  const { data, error } = responseSchema.safeParse(payload);
  if (error) {
    throw unverified(`the function's response: ${z.prettifyError(error)}`);
  }
  const { payment_ids, journal_key } = data;
  done(`Function ${outputs.lambda_function_name} responded`);

  const payments = await readPayments(
    clients.dynamoDb,
    outputs.dynamodb_table_name,
    payment_ids,
  );
  if (payments.length !== 3) {
    throw unverified(`${payments.length} of 3 payments are in the table`);
  }
  done(`3 payments in ${outputs.dynamodb_table_name}`);

  if (!journal_key) {
    throw unverified('the function named no journal object');
  }
  if (!(await isStored(clients, outputs.s3_bucket_name, journal_key))) {
    throw unverified(`journal object ${journal_key} is not in the bucket`);
  }
  done(`Journal object ${journal_key}`);
  await waitForLog(clients, outputs, requestId ?? 'none');
  done(`Log lines in ${outputs.log_group_name}`);
}

async function isStored(
  { s3 }: Pick<AwsClients, 's3'>,
  Bucket: string,
  Key: string,
): Promise<boolean> {
  try {
    await s3.send(new HeadObjectCommand({ Bucket, Key }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFound') {
      return false;
    }
    throw error;
  }
}

/** CloudWatch shows log lines with a delay. */
async function waitForLog(
  { logs }: AwsClients,
  outputs: StackOutputs,
  requestId: string,
): Promise<void> {
  await waitUntil(
    async () => {
      const { events = [] } = await logs.send(
        new FilterLogEventsCommand({
          logGroupName: outputs.log_group_name,
          filterPattern: `"${requestId}"`,
        }),
      );
      return events.length > 0 ? true : undefined;
    },
    {
      what: `A log line of request ${requestId}`,
      intervalMs: 1000,
      timeoutMs: 60_000,
      next: 'check the permissions of the role for the log group',
    },
  );
}

function unverified(why: string): SandboxError {
  return new SandboxError('The deployed pipeline failed verification.', {
    why: `${why}.`,
    next: '`make aws-logs`, then `make aws-rollback` or a fix',
  });
}
