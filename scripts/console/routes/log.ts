import { setTimeout as delay } from 'node:timers/promises';
import { Hono } from 'hono';
import { type SSEStreamingApi, streamSSE } from 'hono/streaming';
import { z } from 'zod';
import { levels } from '../../pipeline/log/entry.ts';
import { Selection } from '../../pipeline/log/selection.ts';
import type { LiveStack } from '../../stack/live-stack.ts';
import type { Log, LogLine } from '../contract.ts';
import { parseQuery } from '../input.ts';
import { LogHistory, LogLines, type LogQuery } from '../log/log-history.ts';
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

const pollIntervalMs = 1000;
const commentEveryPolls = 15;

export function logRoutes(sandbox: Sandbox): Hono {
  let newest: { live: LiveStack; history: LogHistory } | undefined;
  const historyOf = (live: LiveStack) => {
    if (newest?.live !== live) {
      newest = { live, history: new LogHistory(live) };
    }
    return newest.history;
  };
  return new Hono()
    .get('/', async (context) => {
      const query = parseQuery(context, logQuery);
      const lines = await historyOf(await sandbox.live()).read(query);
      return context.json({ lines } satisfies Log);
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

/** The lines that a page has selected, and at each further read the new ones. */
class LogFollower {
  readonly #source: LogLines;
  readonly #selection: Selection;

  constructor(live: LiveStack, query: LogQuery) {
    this.#source = new LogLines(live);
    this.#selection = new Selection({
      LEVEL: query.level,
      REQUEST: query.request,
    });
  }

  async read(): Promise<LogLine[]> {
    return (await this.#source.readNew())
      .flatMap((line) => this.#selection.add(line))
      .map(({ event, entry }) => toLogLine(event, entry));
  }
}
