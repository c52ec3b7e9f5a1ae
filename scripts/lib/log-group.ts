import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';

/** Reads a log group in the order of time, each event once. */
export class LogGroupReader {
  readonly #client: CloudWatchLogsClient;
  readonly #logGroupName: string;
  /** Milliseconds since the epoch: of the newest event that was read. */
  #newest = 0;
  /** The events of that very millisecond, which the next read finds again. */
  #seen = new Set<string>();

  constructor(client: CloudWatchLogsClient, logGroupName: string) {
    this.#client = client;
    this.#logGroupName = logGroupName;
  }

  async *readNew(): AsyncGenerator<string> {
    const pages = paginateFilterLogEvents(
      { client: this.#client },
      { logGroupName: this.#logGroupName, startTime: this.#newest },
    );
    for await (const { events = [] } of pages) {
      for (const { eventId = '', timestamp = 0, message = '' } of events) {
        if (this.#seen.has(eventId)) {
          continue;
        }
        if (timestamp > this.#newest) {
          this.#newest = timestamp;
          this.#seen = new Set();
        }
        this.#seen.add(eventId);
        yield `${new Date(timestamp).toISOString()}  ${message.trimEnd()}`;
      }
    }
  }
}
