import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';

export interface LogEvent {
  /** When its line was written, in milliseconds since the epoch. */
  time: number;
  /** One execution environment, which runs one invocation after the other. */
  stream: string;
  message: string;
}

/**
 * Reads a log group in chronological order, each event once.
 *
 * The log of an invocation is stored when it ends, so a later read may find
 * events that are older than the newest one, by at most `lookBackMs`.
 */
export class LogGroupReader {
  readonly #client: CloudWatchLogsClient;
  readonly #logGroupName: string;
  readonly #since: number;
  readonly #lookBackMs: number;
  #newest = 0;
  #newestId: string | undefined;
  #isReplaced = false;
  /** The times of the events that a later read returns again, by id. */
  #seen = new Map<string, number>();

  constructor(
    client: CloudWatchLogsClient,
    logGroupName: string,
    { since = 0, lookBackMs = 0 } = {},
  ) {
    this.#client = client;
    this.#logGroupName = logGroupName;
    this.#since = since;
    this.#lookBackMs = lookBackMs;
  }

  /** Whether the last read missed what was read before: the group was emptied or restored. */
  get isReplaced(): boolean {
    return this.#isReplaced;
  }

  async *readNew(): AsyncGenerator<LogEvent> {
    const expected = this.#newestId;
    let isThere = expected === undefined;
    const from = Math.max(this.#since, this.#newest - this.#lookBackMs);
    this.#seen = new Map(
      [...this.#seen].filter(([, timestamp]) => timestamp >= from),
    );
    const pages = paginateFilterLogEvents(
      { client: this.#client },
      {
        logGroupName: this.#logGroupName,
        startTime: from,
        // AWS always does; LocalStack returns stream after stream without it.
        interleaved: true,
      },
    );
    for await (const { events = [] } of pages) {
      for (const event of events) {
        const { eventId = '', timestamp = 0 } = event;
        isThere ||= eventId === expected;
        if (!this.#seen.has(eventId)) {
          this.#seen.set(eventId, timestamp);
          if (timestamp >= this.#newest) {
            this.#newest = timestamp;
            this.#newestId = eventId;
          }
          const { logStreamName = '', message = '' } = event;
          yield { time: timestamp, stream: logStreamName, message };
        }
      }
    }
    this.#isReplaced = !isThere;
  }
}
