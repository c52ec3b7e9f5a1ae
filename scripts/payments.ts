import { command } from './lib/command.ts';
import { formatAmount } from './lib/decimal.ts';
import { inherited } from './lib/environment.ts';
import { SandboxError } from './lib/errors.ts';
import { formatPayments, summarisePayments } from './lib/payments.ts';
import { requireSandbox } from './lib/sandbox.ts';
import { formatTable } from './lib/table.ts';

await command(async (settings) => {
  const limit = readLimit(inherited.LIMIT || '20');
  const { clients, outputs } = await requireSandbox(settings);
  const { newest, count, sums } = await summarisePayments(
    clients.dynamoDb,
    outputs.dynamodb_table_name,
    limit,
  );
  const totals = [...sums]
    .sort(([left], [right]) => left.localeCompare(right))
    .map(([currency, sum]) => [currency, formatAmount(sum, currency)]);
  process.stdout.write(
    `${formatPayments(newest)}\n\n` +
      `${count} payments, of which the newest ${newest.length} are above.\n\n` +
      `${formatTable(['currency', 'sum'], totals, ['sum'])}\n`,
  );
});

function readLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > 10_000) {
    throw new SandboxError(
      `Expected \`LIMIT\` to be an integer from 1 to 10000, got \`${text}\`.`,
      { next: '`make payments LIMIT=20`' },
    );
  }
  return limit;
}
