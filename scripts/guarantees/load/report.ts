import { seconds } from '../../output/log.ts';
import { formatTable } from '../../output/table.ts';
import { percentile } from './percentile.ts';
import type { LoadRun } from './run.ts';
import type { RequestOutcome } from './send-requests.ts';

/** Counts a run's responses, for the progress bar and the summary. */
export class LoadReport {
  readonly #run: LoadRun;
  readonly #startedAt = performance.now();
  readonly #durationsMs: number[] = [];
  readonly errors: Error[] = [];
  /** Payments of requests that an earlier command completed. */
  readonly #earlier: number;
  #sent = 0;
  #retries = 0;

  constructor(run: LoadRun, earlier: number) {
    this.#run = run;
    this.#earlier = earlier;
  }

  add({ request, durationMs, error }: RequestOutcome): void {
    if (error) {
      this.errors.push(error);
    } else {
      this.#sent += request.count;
      this.#durationsMs.push(durationMs);
    }
  }

  readonly addRetry = (): void => {
    this.#retries += 1;
  };

  get completed(): number {
    return this.#earlier + this.#sent;
  }

  get isComplete(): boolean {
    return this.completed === this.#run.count;
  }

  describeRate(): string {
    const rate = this.#sent / (this.#elapsedMs() / 1000);
    return (
      `${Math.round(rate).toLocaleString('en')} payments/s, ` +
      `${this.errors.length} errors, ${this.#retries} retries`
    );
  }

  summarise(): string {
    const latency = (rank: number) =>
      `${Math.round(percentile(this.#durationsMs, rank))} ms`;
    const rows = [
      ['payments', `${this.completed} of ${this.#run.count}`],
      ['from an earlier command', String(this.#earlier)],
      ['time', seconds(this.#elapsedMs())],
      ['rate', this.describeRate()],
      ...(this.#durationsMs.length > 0
        ? [
            ['request p50', latency(0.5)],
            ['request p95', latency(0.95)],
            ['request p99', latency(0.99)],
          ]
        : []),
    ];
    return formatTable(['load', this.#run.id], rows);
  }

  #elapsedMs(): number {
    return performance.now() - this.#startedAt;
  }
}
