import {
  closeSync,
  createReadStream,
  mkdirSync,
  openSync,
  rmSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { privateFolder } from '../../system/private-folder.ts';

/** A million payments give 16,000 per partition. */
export const partitionCount = 64;

const bufferedCharacters = 32_768;

/**
 * Text rows on disk, split by a key: rows of the same key are in the same
 * partition, so two spills can be compared one partition at a time.
 */
export class Spill {
  readonly #files: string[];
  readonly #descriptors: number[];
  readonly #buffers: string[];

  constructor(folder: string) {
    mkdirSync(folder, privateFolder);
    this.#files = Array.from({ length: partitionCount }, (_, index) =>
      path.join(folder, `${index}.ndjson`),
    );
    this.#descriptors = this.#files.map((file) => openSync(file, 'w'));
    this.#buffers = this.#files.map(() => '');
  }

  add(key: string, fields: readonly string[]): void {
    const partition = partitionOf(key);
    this.#buffers[partition] += `${toRow(fields)}\n`;
    if ((this.#buffers[partition]?.length ?? 0) > bufferedCharacters) {
      this.#flush(partition);
    }
  }

  /** Flushes the files; no row can be added afterwards. */
  close(): void {
    this.#descriptors.forEach((descriptor, partition) => {
      this.#flush(partition);
      closeSync(descriptor);
    });
  }

  async *read(partition: number): AsyncGenerator<string[]> {
    const file = this.#files[partition] ?? '';
    for await (const row of createInterface({
      input: createReadStream(file),
    })) {
      yield JSON.parse(row) as string[];
    }
    rmSync(file);
  }

  #flush(partition: number): void {
    writeSync(
      this.#descriptors[partition] ?? -1,
      this.#buffers[partition] ?? '',
    );
    this.#buffers[partition] = '';
  }
}

/** A line of JSON. JSON does not escape U+2028 and U+2029, which end a line for readline. */
function toRow(fields: readonly string[]): string {
  return JSON.stringify(fields)
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
}

/** Hashed, because other writers' ids may not be random. */
function partitionOf(key: string): number {
  let hash = 0;
  for (let index = 0; index < key.length; index += 1) {
    hash = (Math.imul(hash, 31) + key.charCodeAt(index)) | 0;
  }
  return (hash >>> 0) % partitionCount;
}
