import { mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { command } from '../cli/command.ts';
import { SandboxError } from '../output/errors.ts';
import { step } from '../output/log.ts';
import { exportFormats } from '../pipeline/export/formats.ts';
import { scanTable } from '../pipeline/scan-table.ts';
import { toPayment } from '../pipeline/stored-payment.ts';
import { requireSandbox } from '../stack/live-stack.ts';
import { inherited } from '../system/environment.ts';
import { interruption } from '../system/interruption.ts';
import { inLocal } from '../system/paths.ts';

await command(async (settings) => {
  const { FORMAT: format = 'csv', FILE } = inherited;
  const createWriter = exportFormats[format];
  if (!createWriter) {
    throw new SandboxError(
      `Expected \`FORMAT\` to be one of ${Object.keys(exportFormats).join(', ')}, got \`${format}\`.`,
      { next: '`make export FORMAT=csv`' },
    );
  }
  const { clients, outputs } = await requireSandbox(settings);
  const tableName = outputs.dynamodb_table_name;
  const file = path.resolve(
    FILE || inLocal('export', `${tableName}.${format}`),
  );
  const draft = `${file}.${process.pid}.tmp`;
  mkdirSync(path.dirname(file), { recursive: true });

  await step(
    `Exporting ${tableName} to ${path.relative('', file)}`,
    async () => {
      const writer = createWriter(draft);
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
});
