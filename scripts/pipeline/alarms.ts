import { AwsClient } from 'aws4fetch';
import { z } from 'zod';
import { sandboxAccountId } from '../emulator/accounts.ts';
import { clientSettings, type EmulatorAccess } from '../emulator/clients.ts';
import { readSandboxResponse } from '../emulator/sandbox-api.ts';
import type { StackOutputs } from '../terraform/outputs.ts';

const alarmsSchema = z.object({
  MetricAlarms: z.array(
    z.object({
      AlarmName: z.string(),
      Dimensions: z.array(z.object({ Value: z.string() })).default([]),
      StateValue: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
      StateReason: z.string().default(''),
      /** Seconds since the epoch. */
      StateUpdatedTimestamp: z.number().optional(),
    }),
  ),
});

export type Alarm = z.infer<typeof alarmsSchema>['MetricAlarms'][number];

/**
 * The alarms of a stack's function and queue, in a single call of CloudWatch's JSON
 * protocol: its SDK client would be one more package.
 */
export async function readAlarms(
  access: EmulatorAccess,
  outputs: StackOutputs,
  accountId = sandboxAccountId,
): Promise<Alarm[]> {
  const { endpoint, region, credentials } = clientSettings(access, {
    region: outputs.aws_region,
    accountId,
  });
  const client = new AwsClient({
    ...credentials,
    region,
    service: 'monitoring',
    retries: 0,
  });
  const response = await client.fetch(`${endpoint}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'GraniteServiceVersion20100801.DescribeAlarms',
    },
    // The maximum; a sandbox has a few.
    body: JSON.stringify({ MaxRecords: 100 }),
  });
  const { MetricAlarms } = await readSandboxResponse(response, alarmsSchema);
  const names = [
    outputs.lambda_function_name,
    outputs.dead_letter_queue_url.split('/').at(-1),
  ];
  return MetricAlarms.filter(({ Dimensions }) =>
    Dimensions.some(({ Value }) => names.includes(Value)),
  );
}
