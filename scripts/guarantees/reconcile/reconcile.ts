import {
  DescribeTableCommand,
  type DynamoDBClient,
} from '@aws-sdk/client-dynamodb';
import type { Clients } from '../../emulator/clients.ts';
import { startProgressBar } from '../../output/progress-bar.ts';
import type { StackOutputs } from '../../terraform/outputs.ts';
import { joinJournalAndTable } from './join.ts';
import { ReconcileReport } from './report.ts';

/** Compares journal and table, with a progress bar. */
export async function reconcile(
  clients: Clients,
  outputs: StackOutputs,
): Promise<ReconcileReport> {
  const report = new ReconcileReport();
  const bar = startProgressBar(
    'Reconcile',
    2 * (await countRoughly(clients.dynamoDb, outputs.dynamodb_table_name)),
    'payments',
  );
  const showProgress = () => bar.update(report.journalled + report.stored);
  try {
    await joinJournalAndTable(clients, outputs, {
      onJournalled() {
        report.journalled += 1;
        showProgress();
      },
      onUnreadable: (object) => report.unreadable.push(object),
      onItems(items) {
        report.stored += items.length;
        showProgress();
      },
      onDifference: (difference) => report.add(difference),
    });
    return report;
  } finally {
    bar.stop();
    report.close();
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
