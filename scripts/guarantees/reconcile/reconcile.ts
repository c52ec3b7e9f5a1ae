import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import path from 'node:path';
import {
  DescribeTableCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Clients } from '../../emulator/clients.ts';
import { startProgressBar } from '../../output/progress-bar.ts';
import { scanTable } from '../../pipeline/scan-table.ts';
import { inLocal } from '../../system/paths.ts';
import type { StackOutputs } from '../../terraform/outputs.ts';
import { compare } from './compare.ts';
import { readJournal } from './journal-reader.ts';
import { fromItem, fromJournal } from './payment-line.ts';
import { ReconcileReport } from './report.ts';
import { Spill } from './spill.ts';

/**
 * Compares journal and table. They share no order, and a million payments do not
 * fit into memory, so both are split by payment id into small files, which are
 * compared one by one.
 */
export async function reconcile(
  { dynamoDb, s3 }: Clients,
  outputs: StackOutputs,
): Promise<ReconcileReport> {
  const report = new ReconcileReport();
  const folder = inLocal('reconcile', randomUUID());
  const tableName = outputs.dynamodb_table_name;
  const bar = startProgressBar(
    'Reconcile',
    2 * (await countRoughly(dynamoDb, tableName)),
    'payments',
  );
  const showProgress = () => bar.update(report.journalled + report.stored);
  try {
    const journal = new Spill(path.join(folder, 'journal'));
    await readJournal(s3, outputs.s3_bucket_name, {
      onPayment(payment, objectKey) {
        const { paymentId, createdAt, attributes } = fromJournal(payment);
        journal.add(paymentId, [paymentId, createdAt, attributes, objectKey]);
        report.journalled += 1;
        showProgress();
      },
      onUnreadable: (object) => report.unreadable.push(object),
    });
    journal.close();

    const table = new Spill(path.join(folder, 'table'));
    await scanTable(dynamoDb, tableName, (items) => {
      for (const item of items) {
        const { paymentId, createdAt, attributes } = fromItem(item);
        table.add(paymentId, [paymentId, createdAt, attributes]);
      }
      report.stored += items.length;
      showProgress();
    });
    table.close();

    for await (const difference of compare(journal, table)) {
      report.add(difference);
    }
    return report;
  } finally {
    bar.stop();
    report.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** For the progress bar: on AWS the count is up to six hours old. */
async function countRoughly(
  client: DynamoDBClient,
  tableName: string,
): Promise<number> {
  const { Table } = await client.send(
    new DescribeTableCommand({ TableName: tableName }),
  );
  return Table?.ItemCount ?? 0;
}
