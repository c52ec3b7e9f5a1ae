import { createCsvWriter } from './csv.ts';
import { createNdjsonWriter } from './ndjson.ts';
import { createParquetWriter } from './parquet.ts';
import type { ExportWriter } from './writer.ts';

export const exportFormats = {
  csv: createCsvWriter,
  ndjson: createNdjsonWriter,
  parquet: createParquetWriter,
} satisfies Record<string, (file: string) => ExportWriter>;
