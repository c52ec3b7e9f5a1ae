import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import { percentile } from '../scripts/guarantees/load/percentile.ts';
import { note } from '../scripts/output/log.ts';
import { formatTable } from '../scripts/output/table.ts';
import { writeJson } from '../scripts/system/files.ts';
import { inLocal } from '../scripts/system/paths.ts';

/** One measured value; `name` describes the measurement. */
export interface Figure {
  name: string;
  value: number;
  unit: 's' | 'ms' | 'items/s' | 'MB' | 'ratio' | '%';
}

/** Collects figures, to print them as a table and save them as JSON. */
export class Figures {
  readonly #figures: Figure[] = [];
  readonly #isTrial: boolean;

  /** A trial measures everything once or twice, to show that the benchmark works. */
  constructor({ isTrial = false } = {}) {
    this.#isTrial = isTrial;
  }

  /** So many turns or payments, or `few` of them in a trial. */
  many(count: number, few = 1): number {
    return this.#isTrial ? few : count;
  }

  add(name: string, value: number, unit: Figure['unit']): void {
    this.#figures.push({ name, value, unit });
    note(`${name}: ${round(value)} ${unit}`);
  }

  /** Runs `work` and adds its duration in seconds. */
  async time<T>(name: string, work: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    const result = await work();
    this.add(name, (performance.now() - startedAt) / 1000, 's');
    return result;
  }

  /**
   * Adds the median duration of some runs in seconds, after one that is not
   * counted. `after` is done after each, outside the measured time.
   */
  async timeMedian(
    name: string,
    runs: number,
    work: () => Promise<unknown>,
    after: () => Promise<unknown> = async () => {},
  ): Promise<void> {
    const times: number[] = [];
    for (let turn = 0; turn <= runs; turn += 1) {
      const startedAt = performance.now();
      await work();
      times.push((performance.now() - startedAt) / 1000);
      await after();
    }
    const counted = times.slice(1);
    const spread = [Math.min(...counted), Math.max(...counted)].map(round);
    this.add(
      `${name} (${runs} runs: ${spread.join(' to ')})`,
      percentile(counted, 0.5),
      's',
    );
  }

  /** @returns the table, preceded by a line that describes the machine. */
  format(): string {
    const rows = this.#figures.map(({ name, value, unit }) => [
      name,
      round(value),
      unit,
    ]);
    const [cpu] = cpus();
    const machine = `${availableParallelism()} cores (${cpu?.model.trim()}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${process.platform} ${process.arch}`;
    return `${machine}\n\n${formatTable(['figure', 'value', 'unit'], rows, ['value'])}\n`;
  }

  /** @returns the path of the JSON file. */
  save(): string {
    const measuredAt = new Date().toISOString();
    const name = `${measuredAt.replaceAll(':', '-')}.json`;
    const file = path.join(inLocal('bench'), name);
    writeJson(file, { measuredAt, figures: this.#figures });
    return file;
  }
}

function round(value: number): string {
  if (value < 1) {
    return value.toFixed(2);
  }
  return value >= 100 ? value.toFixed(0) : value.toFixed(1);
}
