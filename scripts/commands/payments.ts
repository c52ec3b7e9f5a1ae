import { command } from '../cli/command.ts';
import { readInteger } from '../cli/options.ts';
import { print, warn } from '../output/log.ts';
import { formatTable } from '../output/table.ts';
import { formatAmount } from '../pipeline/decimal.ts';
import { formatPayments, summarisePayments } from '../pipeline/payments.ts';
import { requireSandbox } from '../stack/live-stack.ts';
import { inherited } from '../system/environment.ts';

await command(async (settings) => {
  const limit = readInteger('LIMIT', inherited.LIMIT, {
    fallback: 20,
    lowest: 1,
    highest: 10_000,
    example: 'make payments LIMIT=20',
  });
  const { clients, outputs } = await requireSandbox(settings);
  const { newest, count, sums, notSummed } = await summarisePayments(
    clients.dynamoDb,
    outputs.dynamodb_table_name,
    limit,
  );
  const totals = [...sums]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([currency, sum]) => [currency, formatAmount(sum, currency)]);
  print(
    `${formatPayments(newest)}\n\n` +
      `${count} payments, of which the newest ${newest.length} are above.\n\n` +
      `${formatTable(['currency', 'sum'], totals, ['sum'])}`,
  );
  if (notSummed > 0) {
    warn(
      `${notSummed} payments are in no sum: their amount is no decimal number`,
    );
  }
});
