import type { Clients } from '../emulator/clients.ts';
import { step } from '../output/log.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import { explainFunctionError } from './function-error.ts';
import { invokeFunction } from './invoke.ts';
import { summarisePayments } from './payments.ts';

/** Invokes the function once if the table is still empty. */
export async function ensureFirstPayments(
  { dynamoDb, lambda }: Clients,
  outputs: StackOutputs,
): Promise<void> {
  const { count } = await summarisePayments(
    dynamoDb,
    outputs.dynamodb_table_name,
    0,
    1,
  );
  if (count > 0) {
    return;
  }
  await step('Invoking the function with {"count":3}', async () => {
    const result = await invokeFunction(
      lambda,
      outputs.lambda_function_name,
      '{"count":3}',
    );
    if (result.functionError) {
      throw explainFunctionError(result, 'make logs');
    }
  });
}
