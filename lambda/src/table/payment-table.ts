import { setTimeout as sleep } from 'node:timers/promises';
import {
  BatchWriteItemCommand,
  type DynamoDBClient,
  type WriteRequest,
} from '@aws-sdk/client-dynamodb';
import type { Payment } from '../../../journal/payment.ts';
import { toItem } from '../payment/payment-item.ts';
import { isTransient, withTimeout } from '../retry/transient-error.ts';
import {
  type BatchResult,
  type WriteOutcome,
  writeInBatches,
} from './batch-writer.ts';

export interface PaymentTable {
  readonly name: string;
  /** Writes every payment, or returns the error that stopped it. */
  write(
    payments: readonly Payment[],
    remainingMs: () => number,
  ): Promise<WriteOutcome>;
}

/** The client must not retry by itself: only this code knows the deadline. */
export function createPaymentTable(
  client: Pick<DynamoDBClient, 'send'>,
  name: string,
): PaymentTable {
  async function sendBatch(
    batch: readonly WriteRequest[],
    timeoutMs: number,
  ): Promise<BatchResult<WriteRequest>> {
    const command = new BatchWriteItemCommand({
      RequestItems: { [name]: [...batch] },
    });
    try {
      const { UnprocessedItems = {} } = await withTimeout(
        (options) => client.send(command, options),
        timeoutMs,
      );
      return { unprocessed: UnprocessedItems[name] ?? [] };
    } catch (error) {
      if (isTransient(error)) {
        return { unprocessed: batch, cause: error };
      }
      throw error;
    }
  }

  return {
    name,
    write: (payments, remainingMs) =>
      writeInBatches(
        payments.map((payment) => ({ PutRequest: { Item: toItem(payment) } })),
        sendBatch,
        { remainingMs, sleep, random: Math.random },
      ),
  };
}
