import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { describe, expect, it } from 'vitest';
import { LogGroupReader } from './log-group.ts';

interface Event {
  eventId: string;
  timestamp: number;
  logStreamName: string;
  message: string;
}

/** A log group that returns pages of two events, as the service may. */
function logGroup(events: Event[]): CloudWatchLogsClient {
  const client = new CloudWatchLogsClient({ region: 'us-east-1' });
  const send = async ({ input }: { input: unknown }) => {
    const { startTime, nextToken, interleaved } = input as {
      startTime: number;
      nextToken?: string;
      interleaved?: boolean;
    };
    const from = Number(nextToken ?? 0);
    const found = events.filter(({ timestamp }) => timestamp >= startTime);
    if (interleaved) {
      found.sort((left, right) => left.timestamp - right.timestamp);
    }
    return {
      events: found.slice(from, from + 2),
      ...(found.length > from + 2 ? { nextToken: String(from + 2) } : {}),
    };
  };
  return Object.assign(client, { send });
}

async function readAll(reader: LogGroupReader): Promise<string[]> {
  const messages: string[] = [];
  for await (const { message } of reader.readNew()) {
    messages.push(message);
  }
  return messages;
}

const event = (eventId: string, timestamp: number): Event => ({
  eventId,
  timestamp,
  logStreamName: 'stream',
  message: eventId,
});

describe('LogGroupReader', () => {
  it('reads every page in the order of time', async () => {
    const group = logGroup([event('c', 3), event('a', 1), event('b', 2)]);
    const events = [];
    for await (const read of new LogGroupReader(group, 'group').readNew()) {
      events.push(read);
    }

    expect(events).toEqual([
      { time: 1, stream: 'stream', message: 'a' },
      { time: 2, stream: 'stream', message: 'b' },
      { time: 3, stream: 'stream', message: 'c' },
    ]);
  });

  it('reads each event once, even in the millisecond of the last one', async () => {
    const events = [event('a', 1), event('b', 2)];
    const reader = new LogGroupReader(logGroup(events), 'group');
    await readAll(reader);

    events.push(event('c', 2), event('d', 3));

    expect(await readAll(reader)).toEqual(['c', 'd']);
    expect(await readAll(reader)).toEqual([]);
  });

  it('reads the log of an invocation that took longer than a later one', async () => {
    const events = [event('short', 1000)];
    const options = { lookBackMs: 600 };
    const reader = new LogGroupReader(logGroup(events), 'group', options);
    await readAll(reader);

    events.push(event('long', 500));

    expect(await readAll(reader)).toEqual(['long']);
    expect(await readAll(reader)).toEqual([]);
  });

  it('reads nothing older than `since`', async () => {
    const group = logGroup([event('a', 1), event('b', 2)]);
    const options = { since: 2, lookBackMs: 600 };
    const reader = new LogGroupReader(group, 'group', options);

    expect(await readAll(reader)).toEqual(['b']);
    expect(await readAll(reader)).toEqual([]);
  });

  it('notices that the group was emptied or restored', async () => {
    const events = [event('a', 1), event('b', 2)];
    const reader = new LogGroupReader(logGroup(events), 'group', {
      lookBackMs: 10,
    });
    await readAll(reader);
    events.push(event('c', 3));
    await readAll(reader);
    expect(reader.isReplaced).toBe(false);

    events.pop();
    await readAll(reader);

    expect(reader.isReplaced).toBe(true);
  });
});
