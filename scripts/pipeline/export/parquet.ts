import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { z } from 'zod';
import { SandboxError } from '../../output/errors.ts';
import { isDecimal, toMinorUnits } from '../decimal.ts';
import { paymentAttributes, type StoredPayment } from '../stored-payment.ts';
import type { ExportWriter } from './writer.ts';

/** The maximum number of decimals of a currency. */
const scale = 3;
/** The maximum number of decimal digits that always fit into 64 bits. */
const precision = 18;

const rowsPerGroup = 50_000;

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const types: Partial<Record<keyof StoredPayment, Partial<SchemaElement>>> = {
  created_at: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  amount: { type: 'INT64', converted_type: 'DECIMAL', scale, precision },
};

const schema: SchemaElement[] = [
  { name: 'payment', num_children: paymentAttributes.length },
  ...paymentAttributes.map((name) => ({
    name,
    repetition_type: 'REQUIRED' as const,
    ...(types[name] ?? text),
  })),
];

/** Amounts as DECIMAL(18, 3), converted with integers only, so none is rounded. */
export function createParquetWriter(file: string): ExportWriter {
  const writer = new ParquetWriter({ writer: fileWriter(file), schema });
  let rows: StoredPayment[] = [];

  function flush() {
    if (rows.length > 0) {
      writer.write({
        columnData: paymentAttributes.map((name) => ({
          name,
          data: rows.map((row) => toValue(name, row)),
        })),
        rowGroupSize: rowsPerGroup,
      });
    }
    rows = [];
  }

  return {
    write(payments) {
      rows.push(...payments);
      if (rows.length >= rowsPerGroup) {
        flush();
      }
    },
    close() {
      flush();
      writer.finish();
    },
  };
}

function toValue(name: keyof StoredPayment, payment: StoredPayment) {
  switch (name) {
    case 'amount':
      return toAmount(payment);
    case 'created_at':
      return toDate(payment);
    default:
      return payment[name];
  }
}

function toAmount({ payment_id, amount }: StoredPayment): bigint {
  const [whole = '', fraction = ''] = amount.replace('-', '').split('.');
  if (!isDecimal(amount)) {
    throw unfit(
      payment_id,
      `Its amount is not a decimal number: \`${amount}\`.`,
    );
  }
  if (fraction.length > scale || whole.length + scale > precision) {
    throw unfit(
      payment_id,
      `Expected at most ${precision - scale} digits and ${scale} decimals, got \`${amount}\`.`,
    );
  }
  return toMinorUnits(amount, scale);
}

function toDate({ payment_id, created_at }: StoredPayment): Date {
  const date = new Date(created_at);
  // `new Date` accepts almost any text: '1' would be a day of 2001.
  if (!z.iso.datetime({ offset: true }).safeParse(created_at).success) {
    throw unfit(payment_id, `Its created_at is not a date: \`${created_at}\`.`);
  }
  return date;
}

/** Other writers may store any text in the table, but Parquet is typed. */
function unfit(paymentId: string, why: string): SandboxError {
  return new SandboxError(`Payment ${paymentId} does not fit into Parquet.`, {
    why,
    next: '`make export FORMAT=csv`, which keeps any text',
  });
}
