import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { beforeEach, describe, expect, it } from 'vitest';
import type { LiveStack } from '../../stack/live-stack.ts';
import { LogHistory } from './log-history.ts';

/** The times of the lines in the log group. */
let times: number[];
/** From which time each read has read. */
let reads: number[];
let live: LiveStack;

beforeEach(() => {
  times = [];
  reads = [];
  const logs = Object.assign(
    new CloudWatchLogsClient({ region: 'us-east-1' }),
    {
      async send({ input: { startTime } }: { input: { startTime: number } }) {
        reads.push(startTime);
        const events = times
          .filter((time) => time >= startTime)
          .sort((left, right) => left - right)
          .map((time) => ({
            eventId: `${time}`,
            timestamp: time,
            logStreamName: 'stream',
            message: JSON.stringify({
              level: time % 2 === 0 ? 'WARN' : 'INFO',
              message: `${time}`,
            }),
          }));
        return { events };
      },
    },
  );
  live = {
    clients: { logs },
    outputs: { log_group_name: 'group' },
  } as unknown as LiveStack;
});

const minute = 60_000;
const all = { level: 'debug' as const, limit: 100 };

async function read(history: LogHistory, query = {}): Promise<number[]> {
  const lines = await history.read({ ...all, ...query });
  return lines.map(({ message }) => Number(message));
}

describe('LogHistory', () => {
  it('reads only what is new, and selects from all of it', async () => {
    const history = new LogHistory(live);
    times.push(minute, 61 * minute + 1);
    await read(history);
    times.push(62 * minute);

    expect(await read(history)).toEqual([minute, 61 * minute + 1, 62 * minute]);
    expect(await read(history, { level: 'warn' })).toEqual([
      minute,
      62 * minute,
    ]);
    expect(await read(history, { limit: 1 })).toEqual([62 * minute]);
    expect(reads).toEqual([0, 46 * minute + 1, 47 * minute, 47 * minute]);
  });

  it('puts a line that is stored late in its place', async () => {
    const history = new LogHistory(live);
    times.push(minute, 3 * minute);
    await read(history);
    times.push(2 * minute);

    expect(await read(history)).toEqual([minute, 2 * minute, 3 * minute]);
  });

  it('reads everything again for a line that it no longer has', async () => {
    const history = new LogHistory(live, 2);
    times.push(1, 2, 3, 4, 5);

    expect(await read(history, { limit: 2 })).toEqual([4, 5]);
    expect(reads).toHaveLength(1);
    expect(await read(history, { level: 'warn', limit: 2 })).toEqual([2, 4]);
    expect(reads).toEqual([0, 0, 0]);
  });

  it('starts over when the log group was emptied or restored', async () => {
    const history = new LogHistory(live);
    times.push(1, 2);
    await read(history);
    times = [1, 7];

    expect(await read(history)).toEqual([1, 7]);
  });
});
