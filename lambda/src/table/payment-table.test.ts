import {
  type BatchWriteItemCommand,
  type DynamoDBClient,
  DynamoDBServiceException,
  ProvisionedThroughputExceededException,
  ResourceNotFoundException,
} from '@aws-sdk/client-dynamodb';
import { describe, expect, it } from 'vitest';
import { generatePayments, seededRunTime } from '../payment/payment.ts';
import { toItem } from '../payment/payment-item.ts';
import { createRandom } from '../random/random.ts';
import { DeadlineNearError } from '../retry/deadline.ts';
import { createPaymentTable } from './payment-table.ts';

const payments = generatePayments(3, createRandom('demo'), seededRunTime);
const writeRequests = payments.map((payment) => ({
  PutRequest: { Item: toItem(payment) },
}));

const throttled = new ProvisionedThroughputExceededException({
  message: 'slow down',
  $metadata: {},
});
const serverFault = new DynamoDBServiceException({
  name: 'InternalServerError',
  $fault: 'server',
  $metadata: { httpStatusCode: 500 },
});
const connectionLost = Object.assign(new Error('socket hang up'), {
  code: 'ECONNRESET',
});
const tableMissing = new ResourceNotFoundException({
  message: 'Requested resource not found',
  $metadata: {},
});

/** A table whose client returns these responses in turn and records its calls. */
function tableWithResponses(...responses: readonly (object | Error)[]) {
  const calls: unknown[] = [];
  const client = {
    async send({ input }: BatchWriteItemCommand) {
      const response = responses[calls.length];
      calls.push(input.RequestItems);
      if (response instanceof Error) {
        throw response;
      }
      return response;
    },
  } as unknown as DynamoDBClient;
  return { table: createPaymentTable(client, 'payments'), calls };
}

describe('PaymentTable.write', () => {
  it('puts every payment', async () => {
    const { table, calls } = tableWithResponses({});

    await table.write(payments, () => 5_000);

    expect(calls).toEqual([{ payments: writeRequests }]);
  });

  it('puts unprocessed payments again', async () => {
    const unprocessed = { payments: writeRequests.slice(1) };
    const { table, calls } = tableWithResponses(
      { UnprocessedItems: unprocessed },
      { UnprocessedItems: {} },
    );

    const { written, retries } = await table.write(payments, () => 5_000);

    expect(calls).toEqual([{ payments: writeRequests }, unprocessed]);
    expect({ written, retries }).toEqual({ written: 3, retries: 1 });
  });

  it.each([throttled, serverFault, connectionLost])(
    'retries after a $name',
    async (error) => {
      const { table, calls } = tableWithResponses(error, {});

      await table.write(payments, () => 5_000);

      expect(calls).toHaveLength(2);
    },
  );

  it('stops at once when the table is missing', async () => {
    const { table, calls } = tableWithResponses(tableMissing);

    const outcome = await table.write(payments, () => 5_000);

    expect(outcome).toMatchObject({ written: 0, stoppedBy: tableMissing });
    expect(calls).toHaveLength(1);
  });

  it('stops when time runs out, with the retried error as cause', async () => {
    const { table } = tableWithResponses(throttled, throttled);
    const remaining = [100, 1];

    const { stoppedBy } = await table.write(
      payments,
      () => remaining.shift() ?? 0,
    );

    expect(stoppedBy).toBeInstanceOf(DeadlineNearError);
    expect(stoppedBy).toMatchObject({ cause: throttled });
  });
});
