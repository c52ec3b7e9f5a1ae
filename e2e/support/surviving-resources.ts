import { ListRolePoliciesCommand } from '@aws-sdk/client-iam';
import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import { e2eAccountId } from '../../scripts/emulator/accounts.ts';
import { readAlarms } from '../../scripts/pipeline/alarms.ts';
import { resourceTypes } from '../../scripts/pipeline/resource-types.ts';
import type { LiveStack } from './restored-sandbox.ts';

/** The types of the stack's resources that still exist in its account. */
export async function findSurvivingResources({
  emulator,
  clients,
  outputs,
}: LiveStack): Promise<string[]> {
  const RoleName = outputs.lambda_role_arn.split('/').at(-1) ?? '';
  const ids: Record<keyof typeof resourceTypes, string> = {
    aws_cloudwatch_log_group: outputs.log_group_name,
    aws_dynamodb_table: outputs.dynamodb_table_name,
    aws_iam_role: RoleName,
    aws_lambda_function: outputs.lambda_function_name,
    aws_s3_bucket: outputs.s3_bucket_name,
  };
  const probes: [string, Promise<unknown>][] = [
    ...Object.entries(resourceTypes).map(
      ([type, { describe, noun }]): [string, Promise<unknown>] => [
        noun,
        describe(clients, ids[type as keyof typeof ids]),
      ],
    ),
    ['policy', clients.iam.send(new ListRolePoliciesCommand({ RoleName }))],
    [
      'queue',
      clients.sqs.send(
        new GetQueueAttributesCommand({
          QueueUrl: outputs.dead_letter_queue_url,
        }),
      ),
    ],
  ];
  const found = await Promise.all(
    probes.map(async ([kind, probe]) => ((await exists(probe)) ? [kind] : [])),
  );
  const alarms = await readAlarms(emulator, outputs, e2eAccountId);
  return [...found.flat(), ...alarms.map(() => 'alarm')];
}

/** Only a "not found" error counts as gone; any other error is thrown. */
async function exists(probe: Promise<unknown>): Promise<boolean> {
  try {
    await probe;
    return true;
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (/NotFound|NoSuch|DoesNotExist/.test(name)) {
      return false;
    }
    throw error;
  }
}
