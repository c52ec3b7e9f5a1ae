import { createCsvWriter } from './csv.ts';
import type { ExportWriter } from './export-writer.ts';
import { createNdjsonWriter } from './ndjson.ts';
import { createParquetWriter } from './parquet.ts';

export const exportFormats: Record<string, (file: string) => ExportWriter> = {
  csv: createCsvWriter,
  ndjson: createNdjsonWriter,
  parquet: createParquetWriter,
};
