import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import type { Context } from 'aws-lambda';
import { PartialWriteError } from './errors.ts';
import { createPaymentJournal } from './journal/payment-journal.ts';
import { PaymentPipeline, type Stored } from './payment-pipeline.ts';
import { parseRequest } from './request.ts';
import { readSettings } from './settings.ts';
import { createPaymentTable } from './table/payment-table.ts';

/** Reserved at the end of an invocation, to report what was written. */
const reportReserveMs = 1_000;

const returnedIdCount = 100;

// The SDK does not retry: the pipeline does, because it knows the deadline.
const maxAttempts = 1;

const { bucketName, tableName } = readSettings(process.env);
const logger = new Logger();
const metrics = new Metrics();
const pipeline = new PaymentPipeline(
  createPaymentJournal(new S3Client({ maxAttempts }), bucketName),
  createPaymentTable(new DynamoDBClient({ maxAttempts }), tableName),
);

export async function handler(event: unknown, context: Context) {
  const startedAtMs = performance.now();
  const elapsedMs = () => Math.round(performance.now() - startedAtMs);
  logger.addContext(context);
  try {
    const stored = await storePayments(event, context);
    measure({ ...stored, written: stored.payments.length });
    const response = describe(stored, context.awsRequestId, elapsedMs());
    const { payment_ids, ...facts } = response;
    logger.info('Payments stored', facts);
    return response;
  } catch (error) {
    logger.error('Invocation failed', { error });
    if (error instanceof PartialWriteError) {
      measure(error.outcome);
    }
    throw error;
  } finally {
    metrics.addMetric('Duration', MetricUnit.Milliseconds, elapsedMs());
    metrics.publishStoredMetrics();
  }
}

function storePayments(event: unknown, context: Context): Promise<Stored> {
  const request = parseRequest(event);
  logger.info('Request accepted', { request });
  const call = {
    requestId: context.awsRequestId,
    remainingMs: () => context.getRemainingTimeInMillis() - reportReserveMs,
  };
  return 'replay' in request
    ? pipeline.replay(request, call)
    : pipeline.generate(request, call);
}

/** Adds metrics to the log line in CloudWatch's embedded metric format. */
function measure(
  counts: Pick<Stored, 'retries' | 'unprocessed'> & {
    generated?: number;
    written: number;
  },
): void {
  metrics
    .addMetric('PaymentsGenerated', MetricUnit.Count, counts.generated ?? 0)
    .addMetric('PaymentsWritten', MetricUnit.Count, counts.written)
    .addMetric('PaymentsUnprocessed', MetricUnit.Count, counts.unprocessed)
    .addMetric('CallsRetried', MetricUnit.Count, counts.retries);
}

function describe(stored: Stored, requestId: string, durationMs: number) {
  const { payments, journalKey, generated, retries } = stored;
  return {
    count: payments.length,
    payment_ids: payments
      .slice(0, returnedIdCount)
      .map(({ paymentId }) => paymentId),
    retries,
    duration_ms: durationMs,
    table_name: tableName,
    bucket_name: bucketName,
    journal_key: journalKey,
    found_in_journal: generated === 0,
    request_id: requestId,
  };
}
