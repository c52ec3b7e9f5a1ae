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
 * Text rows, split by a key: rows of the same key are in the same partition, so two
 * spills can be compared one partition at a time. Those that exceed a few kilobytes
 * are on disk.
 */
export class Spill {
  readonly #folder: string;
  readonly #descriptors = new Map<number, number>();
  readonly #buffers = Array.from({ length: partitionCount }, () => '');

  constructor(folder: string) {
    this.#folder = folder;
  }

  add(key: string, fields: readonly string[]): void {
    const partition = partitionOf(key);
    this.#buffers[partition] += `${toRow(fields)}\n`;
    if ((this.#buffers[partition]?.length ?? 0) > bufferedCharacters) {
      this.#flush(partition);
    }
  }

  /** Closes the files; no row can be added afterwards. */
  close(): void {
    for (const descriptor of this.#descriptors.values()) {
      closeSync(descriptor);
    }
  }

  async *read(partition: number): AsyncGenerator<string[]> {
    if (this.#descriptors.has(partition)) {
      const file = this.#fileOf(partition);
      for await (const row of createInterface({
        input: createReadStream(file),
      })) {
        yield JSON.parse(row) as string[];
      }
      rmSync(file);
    }
    const rest = this.#buffers[partition] ?? '';
    this.#buffers[partition] = '';
    for (const row of rest.split('\n').slice(0, -1)) {
      yield JSON.parse(row) as string[];
    }
  }

  #flush(partition: number): void {
    let descriptor = this.#descriptors.get(partition);
    if (descriptor === undefined) {
      mkdirSync(this.#folder, privateFolder);
      descriptor = openSync(this.#fileOf(partition), 'w');
      this.#descriptors.set(partition, descriptor);
    }
    writeSync(descriptor, this.#buffers[partition] ?? '');
    this.#buffers[partition] = '';
  }

  #fileOf(partition: number): string {
    return path.join(this.#folder, `${partition}.ndjson`);
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
