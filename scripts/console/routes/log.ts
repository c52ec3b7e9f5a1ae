import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { levels } from '../../pipeline/log/entry.ts';
import { EntryReader } from '../../pipeline/log/entry-reader.ts';
import { LogGroupReader } from '../../pipeline/log/log-group.ts';
import { Selection } from '../../pipeline/log/selection.ts';
import type { LiveStack } from '../../stack/live-stack.ts';
import type { Log, LogLine } from '../contract.ts';
import { parseQuery } from '../input.ts';
import { toLogLine } from '../log/log-line.ts';
import { ended } from '../relay.ts';
import type { Sandbox } from '../sandbox.ts';

const logQuery = z.object({
  level: z.enum(levels).default('debug'),
  request: z
    .string()
    .regex(/^[\da-f-]{1,36}$/i, 'a request id, or its first characters')
    .optional(),
  limit: z.coerce.number().int().min(1).max(10_000).default(500),
});

type LogQuery = z.infer<typeof logQuery>;

const pollIntervalMs = 1000;
const commentEveryPolls = 15;

/** A request's log is stored when it has ended, after at most 15 minutes. */
const lookBackMs = 15 * 60_000;

export function logRoutes(sandbox: Sandbox): Hono {
  return new Hono()
    .get('/', async (context) => {
      const query = parseQuery(context, logQuery);
      const follower = new LogFollower(await sandbox.live(), query);
      const lines = await follower.read();
      return context.json({ lines: lines.slice(-query.limit) } satisfies Log);
    })
    .get('/stream', async (context) => {
      const query = parseQuery(context, logQuery);
      const follower = new LogFollower(await sandbox.live(), query);
      // What is there already was the page's to read.
      await follower.read();
      return streamSSE(context, (stream) => follow(follower, stream), ended);
    });
}

async function follow(
  follower: LogFollower,
  stream: SSEStreamingApi,
): Promise<void> {
  // Sends the headers; and later, that a silent stream is alive.
  const comment = () => stream.write(': alive\n\n');
  await comment();
  for (let polls = 1; !stream.aborted; polls += 1) {
    await delay(pollIntervalMs);
    for (const line of await follower.read()) {
      await stream.writeSSE({ data: JSON.stringify(line) });
    }
    if (polls % commentEveryPolls === 0) {
      await comment();
    }
  }
}

/** Reads the log of a stack, and at each further read what is new in it. */
class LogFollower {
  readonly #group: LogGroupReader;
  readonly #selection: Selection;
  readonly #entries = new EntryReader();

  constructor({ clients, outputs }: LiveStack, query: LogQuery) {
    this.#group = new LogGroupReader(clients.logs, outputs.log_group_name, {
      lookBackMs,
    });
    this.#selection = new Selection({
      LEVEL: query.level,
      REQUEST: query.request,
    });
  }

  async read(): Promise<LogLine[]> {
    const lines: LogLine[] = [];
    for await (const event of this.#group.readNew()) {
      const entry = this.#entries.read(event);
      for (const line of this.#selection.add({ event, entry })) {
        lines.push(toLogLine(line.event, line.entry));
      }
    }
    return lines;
  }
}
