import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  DynamoDBServiceException,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ThrottlingException,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import {
  type BatchAnswer,
  type WriteOutcome,
  writeInBatches,
} from './batch-writer.ts';
import { PartialWriteError } from './errors.ts';
import type { Payment } from './payment.ts';
import { toItem } from './payment-item.ts';

export interface PaymentTable {
  readonly name: string;
  /** Writes every payment, or throws a PartialWriteError in time. */
  write(
    payments: readonly Payment[],
    remainingMs: () => number,
  ): Promise<WriteOutcome>;
}

export function createPaymentTable(
  client: Pick<DynamoDBClient, 'send'>,
  name: string,
): PaymentTable {
  async function sendBatch(
    batch: readonly WriteRequest[],
    timeoutMs: number,
  ): Promise<BatchAnswer<WriteRequest>> {
    const abortSignal = AbortSignal.timeout(Math.ceil(timeoutMs));
    try {
      const { UnprocessedItems = {} } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [name]: [...batch] } }),
        { abortSignal },
      );
      return { unprocessed: UnprocessedItems[name] ?? [] };
    } catch (error) {
      if (abortSignal.aborted || isTemporary(error)) {
        return { unprocessed: batch, cause: error };
      }
      throw error;
    }
  }

  return {
    name,
    async write(payments, remainingMs) {
      const outcome = await writeInBatches(
        payments.map((payment) => ({ PutRequest: { Item: toItem(payment) } })),
        sendBatch,
        { remainingMs, sleep, random: Math.random },
      );
      if (outcome.stoppedBy !== undefined) {
        throw new PartialWriteError(name, payments.length, outcome);
      }
      return outcome;
    },
  };
}

/** Errors that the SDK's own few retries may not outlast, but time will. */
function isTemporary(error: unknown): boolean {
  return (
    error instanceof ProvisionedThroughputExceededException ||
    error instanceof RequestLimitExceeded ||
    error instanceof ThrottlingException ||
    (error instanceof DynamoDBServiceException && error.$fault === 'server')
  );
}
