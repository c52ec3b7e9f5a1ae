import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { maxDecimals as scale } from '../currency.ts';
import { fits, toMinorUnits } from '../decimal.ts';
import { paymentAttributes, type StoredPayment } from '../stored-payment.ts';
import type { ExportWriter } from './writer.ts';

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

/** Amounts as DECIMAL(18, 4), converted with integers only, so none is rounded. */
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
    findProblem,
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

function findProblem({ amount }: StoredPayment): string | undefined {
  return fits(amount, { digits: precision, decimals: scale })
    ? undefined
    : `Expected \`amount\` to have at most ${precision - scale} digits and ${scale} decimals, ` +
        `as in Parquet's DECIMAL(${precision}, ${scale}), got \`${amount}\`.`;
}

function toValue(name: keyof StoredPayment, payment: StoredPayment) {
  switch (name) {
    case 'amount':
      return toMinorUnits(payment.amount, scale);
    case 'created_at':
      return new Date(payment.created_at);
    default:
      return payment[name];
  }
}
