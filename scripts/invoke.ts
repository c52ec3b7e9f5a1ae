import { command } from './lib/command.ts';
import { inherited } from './lib/environment.ts';
import { SandboxError } from './lib/errors.ts';
import { invokeFunction } from './lib/invoke.ts';
import { readPayload } from './lib/invoke-payload.ts';
import { formatPayments, readPayments } from './lib/payments.ts';
import { requireSandbox } from './lib/sandbox.ts';

const shownPayments = 20;

await command(async (settings) => {
  const payload = readPayload(inherited);
  const { clients, outputs } = await requireSandbox(settings);

  const result = await invokeFunction(
    clients.lambda,
    outputs.lambda_function_name,
    payload,
  );
  process.stdout.write(
    `${JSON.stringify(result.payload, null, 2)}\n\n` +
      `Duration: ${Math.round(result.durationMs)} ms for the caller\n\n` +
      `${result.logTail.trimEnd()}\n`,
  );
  if (result.functionError) {
    throw new SandboxError(
      `The function failed (${result.functionError}), its answer is above.`,
      { next: 'mend the payload, or read `make logs`' },
    );
  }
  const ids = paymentIds(result.payload).slice(0, shownPayments);
  const payments = await readPayments(
    clients.dynamoDb,
    outputs.dynamodb_table_name,
    ids,
  );
  process.stdout.write(`\n${formatPayments(payments)}\n`);
});

function paymentIds(payload: unknown): string[] {
  const { payment_ids = [] } = payload as { payment_ids?: string[] };
  return payment_ids;
}
