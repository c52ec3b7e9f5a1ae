import { defineCommand } from '../cli/command.ts';
import { integer } from '../cli/options.ts';
import { print, warn } from '../output/log.ts';
import { formatTable } from '../output/table.ts';
import { shortenAmount } from '../pipeline/decimal.ts';
import { formatPayments, summarisePayments } from '../pipeline/payments.ts';
import { correctItems } from '../pipeline/set-aside.ts';
import { requireLiveStack } from '../stack/live-stack.ts';

export default defineCommand({
  options: { LIMIT: integer({ min: 1, max: 10_000 }).default(20) },
  async run({ options: { LIMIT }, settings }) {
    const { clients, outputs } = await requireLiveStack(settings);
    const { newest, count, sums, setAside } = await summarisePayments(
      clients.dynamoDb,
      outputs.dynamodb_table_name,
      LIMIT,
    );
    const totals = [...sums]
      .sort(([left], [right]) => left.localeCompare(right))
      .map(([currency, sum]) => [currency, shortenAmount(sum, currency)]);
    print(
      `${formatPayments(newest)}\n\n` +
        `${count} payments, of which the newest ${newest.length} are above.\n\n` +
        `${formatTable(['currency', 'sum'], totals, ['sum'])}`,
    );
    if (setAside.count > 0) {
      warn(
        `${setAside.count} items in the table are not payments: they are not listed above, and in no sum.\n` +
          `${setAside.describe()}\nNext: ${correctItems}`,
      );
    }
  },
});
