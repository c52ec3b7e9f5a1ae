import {
  type CloudWatchLogsClient,
  paginateFilterLogEvents,
} from '@aws-sdk/client-cloudwatch-logs';
import { printable } from '../../output/printable.ts';

/** Reads a log group in chronological order, each event once. */
export class LogGroupReader {
  readonly #client: CloudWatchLogsClient;
  readonly #logGroupName: string;
  /** Timestamp of the newest event that was read, in milliseconds since the epoch. */
  #newest = 0;
  /** The events of that millisecond, which the next read returns again. */
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
        yield `${new Date(timestamp).toISOString()}  ${formatLogLine(message)}`;
      }
    }
  }
}

/** Lambda's own lines, whose fields are separated by tabs. */
const linesOfLambda = /^(REPORT RequestId|INIT_START Runtime Version): /;

/** An event as one line; only Lambda's own lines have columns. */
export function formatLogLine(message: string): string {
  const line = message.trimEnd();
  return linesOfLambda.test(line)
    ? line.split('\t').map(printable).join('  ')
    : printable(line);
}

/** The log lines in an invocation's response. */
export function formatLogTail(logTail: string): string {
  return logTail.trimEnd().split('\n').map(formatLogLine).join('\n');
}
