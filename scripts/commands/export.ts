import path from 'node:path';
import { defineCommand } from '../cli/command.ts';
import { oneOf, text } from '../cli/options.ts';
import { step } from '../output/log.ts';
import { openDestination } from '../pipeline/export/destination.ts';
import { exportFormats } from '../pipeline/export/formats.ts';
import { explainLeftOut, writeItems } from '../pipeline/export/write-items.ts';
import { scanTable } from '../pipeline/scan-table.ts';
import { SetAside } from '../pipeline/set-aside.ts';
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
    const file = FILE ?? inLocal('export', `${tableName}.${FORMAT}`);
    const destination = openDestination(file, inLocal('export'));
    const setAside = new SetAside();
    let count = 0;

    await step(
      `Exporting ${tableName} to ${file === '-' ? 'standard output' : path.relative('', file)}`,
      async () => {
        try {
          const writer = exportFormats[FORMAT](destination.draft);
          await scanTable(clients.dynamoDb, tableName, (items) => {
            interruption.throwIfAborted();
            count += writeItems(items, writer, setAside);
          });
          writer.close();
          await destination.publish();
        } finally {
          destination.discard();
        }
        return `${count} payments`;
      },
    );
    if (setAside.count > 0) {
      throw explainLeftOut(setAside, count, FORMAT);
    }
  },
});
