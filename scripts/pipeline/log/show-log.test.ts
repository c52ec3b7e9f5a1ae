import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parseOptions } from '../../cli/test-support/parse-options.ts';
import type { StackOutputs } from '../../terraform/outputs.ts';
import { logOptions, showLog } from './show-log.ts';

const events = [
  'START RequestId: abc1-2 Version: $LATEST',
  '{"level":"INFO","message":"Request accepted","function_request_id":"abc1-2"}',
  '{"level":"ERROR","message":"Invocation failed","function_request_id":"abc1-2"}',
  '{"_aws":{"Timestamp":1},"Duration":111}',
  'REPORT RequestId: abc1-2\tDuration: 1 ms',
  'START RequestId: def3-4 Version: $LATEST',
  '{"level":"WARN","message":"Slow","function_request_id":"def3-4"}',
  'not \x1b[2J a log line',
].map((message, index) => ({
  eventId: String(index),
  timestamp: 1000 * index,
  logStreamName: 'stream',
  message: `${message}\n`,
}));

afterEach(() => vi.restoreAllMocks());

/** What `make logs` prints with these options. */
async function shown(options: Record<string, string> = {}): Promise<string> {
  const written: string[] = [];
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  const logs = Object.assign(new CloudWatchLogsClient({ region: 'x' }), {
    send: async ({ input }: { input: { startTime: number } }) => ({
      events: events.filter(({ timestamp }) => timestamp >= input.startTime),
    }),
  });
  const lambda = Object.assign(new LambdaClient({ region: 'x' }), {
    send: async () => ({ Configuration: { Timeout: 60 } }),
  });
  await showLog(
    { logs, lambda },
    { log_group_name: 'group' } as StackOutputs,
    parseOptions(logOptions, options),
    'make logs',
  ).finally(() => vi.restoreAllMocks());
  return written.join('');
}

const labels = async (options?: Record<string, string>) =>
  (await shown(options)).split('\n').map((line) => line.split('  ')[1]);

describe('showLog', () => {
  it('shows one line for each event', async () => {
    expect(await shown()).toMatch(
      /^1970-01-01T00:00:00.000Z {2}START {3}abc1-2\n.*Request accepted\n/,
    );
    expect((await shown()).trimEnd().split('\n')).toHaveLength(events.length);
  });

  it.each([
    [{ LEVEL: 'error' }, ['ERROR']],
    [{ LEVEL: 'warn' }, ['ERROR', 'WARN', 'OUTPUT']],
    [{ REQUEST: 'abc1-2' }, ['START', 'INFO', 'ERROR', 'METRIC', 'REPORT']],
    [{ REQUEST: 'DEF', LEVEL: 'warn' }, ['WARN', 'OUTPUT']],
    [{ SINCE: '1970-01-01T00:00:06Z' }, ['WARN', 'OUTPUT']],
    // The lines of a request are complete if one of them is in the window.
    [
      { SINCE: '1970-01-01T00:00:03Z', REQUEST: 'abc' },
      ['START', 'INFO', 'ERROR', 'METRIC', 'REPORT'],
    ],
    [
      { SINCE: '1970-01-01T00:00:03Z', REQUEST: 'abc', LEVEL: 'error' },
      ['ERROR'],
    ],
    // This one is assigned by the START line before the window.
    [
      { SINCE: '1970-01-01T00:00:07Z', REQUEST: 'def3' },
      ['START', 'WARN', 'OUTPUT'],
    ],
  ])('selects by %j', async (options, expected) => {
    expect((await labels(options)).filter(Boolean)).toEqual(expected);
  });

  it('prints each line as JSON with FORMAT=json', async () => {
    const lines = (await shown({ FORMAT: 'json' })).trimEnd().split('\n');

    expect(lines[1]).toBe(events[1]?.message.trimEnd());
    expect(lines.map((line) => JSON.parse(line)).at(-1)).toEqual({
      timestamp: '1970-01-01T00:00:07.000Z',
      message: 'not \x1b[2J a log line',
    });
  });

  it('shows no request that ended before SINCE', async () => {
    const options = { SINCE: '1970-01-01T00:00:05Z', REQUEST: 'abc' };

    await expect(shown(options)).rejects.toThrow('no line of request abc');
  });

  it('assigns a line to the request that began before SINCE', async () => {
    expect(await shown({ SINCE: '1970-01-01T00:00:07Z' })).toMatch(
      /^\S+ {2}OUTPUT {2}def3-4 /,
    );
  });

  it('fails if the request is not in the log', async () => {
    await expect(shown({ REQUEST: '77' })).rejects.toThrow(
      'The log has no line of request 77 that these options select.',
    );
  });

  it.each([
    [{ LEVEL: 'warning' }, 'one of debug, info, warn, error'],
    [{ REQUEST: 'x*' }, 'a request id, or the first characters of one'],
    [{ FORMAT: 'yaml' }, 'one of text, json'],
    [{ SINCE: 'noon' }, 'a duration such as 30s'],
  ])('refuses %j', async (options, message) => {
    await expect(shown(options)).rejects.toThrow(
      expect.objectContaining({ why: expect.stringContaining(message) }),
    );
  });
});
