import { awsCommand, makeCommand } from '../../commands.ts';

export const reconcileCommand = () => makeCommand('reconcile');
export const fixCommand = () => makeCommand('reconcile', { FIX: 1 });
export const redriveCommand = () => makeCommand('redrive');

export function replayCommand(journalKey: string): string {
  const PAYLOAD = JSON.stringify({ replay: journalKey });
  return makeCommand('invoke', { PAYLOAD });
}

/** Shows the messages, and leaves them in the queue. */
export function readDeadLettersCommand(
  queueUrl: string | undefined,
): string | undefined {
  return (
    queueUrl &&
    awsCommand('sqs receive-message', {
      'queue-url': queueUrl,
      'max-number-of-messages': 10,
      'visibility-timeout': 0,
    })
  );
}

export function readItemCommand(
  tableName: string | undefined,
  { payment_id, created_at }: { payment_id: string; created_at: string },
): string | undefined {
  return (
    tableName &&
    awsCommand('dynamodb get-item', {
      'table-name': tableName,
      key: JSON.stringify({
        payment_id: { S: payment_id },
        created_at: { S: created_at },
      }),
    })
  );
}

export function readJournalCommand(
  bucket: string | undefined,
  journalKey: string,
): string | undefined {
  return (
    bucket &&
    `${awsCommand('s3 cp', {}, `s3://${bucket}/${journalKey}`, '-')} | gunzip`
  );
}
