import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { formatLogLine, formatLogTail, LogGroupReader } from './log-group.ts';

interface Event {
  eventId: string;
  timestamp: number;
  message: string;
}

/** A log group that returns pages of two events, as the service may. */
function logGroup(events: Event[]): CloudWatchLogsClient {
  const client = new CloudWatchLogsClient({ region: 'us-east-1' });
  const send = async ({ input }: { input: unknown }) => {
    const { startTime, nextToken } = input as {
      startTime: number;
      nextToken?: string;
    };
    const from = Number(nextToken ?? 0);
    const found = events.filter(({ timestamp }) => timestamp >= startTime);
    return {
      events: found.slice(from, from + 2),
      ...(found.length > from + 2 ? { nextToken: String(from + 2) } : {}),
    };
  };
  return Object.assign(client, { send });
}

async function readAll(reader: LogGroupReader): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of reader.readNew()) {
    lines.push(line);
  }
  return lines;
}

const event = (eventId: string, timestamp: number): Event => ({
  eventId,
  timestamp,
  message: `message ${eventId}\n`,
});

describe('LogGroupReader', () => {
  it('reads every page, with times', async () => {
    const reader = new LogGroupReader(
      logGroup([event('a', 0), event('b', 1), event('c', 2)]),
      'group',
    );

    expect(await readAll(reader)).toEqual([
      '1970-01-01T00:00:00.000Z  message a',
      '1970-01-01T00:00:00.001Z  message b',
      '1970-01-01T00:00:00.002Z  message c',
    ]);
  });

  it('reads each event once, even in the millisecond of the last one', async () => {
    const events = [event('a', 1), event('b', 2)];
    const reader = new LogGroupReader(logGroup(events), 'group');
    await readAll(reader);

    events.push(event('c', 2), event('d', 3));
    const next = await readAll(reader);

    expect(next.map((line) => line.split('  ')[1])).toEqual([
      'message c',
      'message d',
    ]);
    expect(await readAll(reader)).toEqual([]);
  });
});

describe('formatLogLine', () => {
  it('escapes control characters, on one line', () => {
    expect(formatLogLine('a\x1b[2J\tb\r\nc\u202e\n')).toBe(
      'a\\x1b[2J\\tb\\r\\nc\\u202e',
    );
  });

  it('leaves a line of JSON unchanged', () => {
    const line = JSON.stringify({ message: 'Zürich\t\x1b[31m "x"' });

    expect(formatLogLine(`${line}\n`)).toBe(line);
  });

  it("separates the fields of Lambda's own lines by spaces", () => {
    expect(formatLogLine('REPORT RequestId: 1\tDuration: 2 ms\t\n')).toBe(
      'REPORT RequestId: 1  Duration: 2 ms',
    );
    expect(formatLogLine('REPORT RequestId: 1\t\x1b[2J')).toBe(
      'REPORT RequestId: 1  \\x1b[2J',
    );
  });
});

describe('formatLogTail', () => {
  it('keeps the lines', () => {
    expect(formatLogTail('START\n\x1b[2J\nEND\n')).toBe('START\n\\x1b[2J\nEND');
  });
});
