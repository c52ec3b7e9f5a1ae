import type { SchemaElement } from 'hyparquet';
import { fileWriter, ParquetWriter } from 'hyparquet-writer';
import { toMinorUnits } from '../decimal.ts';
import type { StoredPayment } from '../stored-payment.ts';
import { columns, type ExportWriter } from './writer.ts';

/** The most decimals that a currency of the table has. */
const scale = 3;
/** The most digits that 64 bits hold for sure. */
const precision = 18;

const rowsPerGroup = 50_000;

const text = { type: 'BYTE_ARRAY', converted_type: 'UTF8' } as const;
const types: Partial<Record<keyof StoredPayment, Partial<SchemaElement>>> = {
  created_at: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
  amount: { type: 'INT64', converted_type: 'DECIMAL', scale, precision },
};

const schema: SchemaElement[] = [
  { name: 'payment', num_children: columns.length },
  ...columns.map((name) => ({
    name,
    repetition_type: 'REQUIRED' as const,
    ...(types[name] ?? text),
  })),
];

/** Amounts as DECIMAL(18, 3): integers all the way, so none is rounded. */
export function createParquetWriter(file: string): ExportWriter {
  const writer = new ParquetWriter({ writer: fileWriter(file), schema });
  let rows: StoredPayment[] = [];

  function flush() {
    if (rows.length > 0) {
      writer.write({
        columnData: columns.map((name) => ({
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
      return toMinorUnits(payment.amount, scale);
    case 'created_at':
      return new Date(payment.created_at);
    default:
      return payment[name];
  }
}
