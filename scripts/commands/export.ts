import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { defineCommand } from '../cli/command.ts';
import { oneOf, text } from '../cli/options.ts';
import { step } from '../output/log.ts';
import { exportFormats } from '../pipeline/export/formats.ts';
import { scanTable } from '../pipeline/scan-table.ts';
import { toPayment } from '../pipeline/stored-payment.ts';
import { requireLiveStack } from '../stack/live-stack.ts';
import { interruption } from '../system/interruption.ts';
import { inLocal } from '../system/paths.ts';

export default defineCommand({
  options: {
    FORMAT: oneOf(['csv', 'ndjson', 'parquet']).default('csv'),
    FILE: text().optional(),
  },
  async run({ options: { FORMAT, FILE }, settings }) {
    const { clients, outputs } = await requireLiveStack(settings);
    const tableName = outputs.dynamodb_table_name;
    const file = path.resolve(
      FILE || inLocal('export', `${tableName}.${FORMAT}`),
    );
    const draft = `${file}.${process.pid}.tmp`;
    mkdirSync(path.dirname(file), { recursive: true });

    await step(
      `Exporting ${tableName} to ${path.relative('', file)}`,
      async () => {
        const writer = exportFormats[FORMAT](draft);
        let count = 0;
        try {
          await scanTable(clients.dynamoDb, tableName, (items) => {
            interruption.throwIfAborted();
            writer.write(items.map(toPayment));
            count += items.length;
          });
          writer.close();
          renameSync(draft, file);
        } finally {
          rmSync(draft, { force: true });
        }
        return `${count} payments`;
      },
    );
  },
});
