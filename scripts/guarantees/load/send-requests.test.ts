import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createLoadRun } from './run.ts';
import { type RequestOutcome, sendRequests } from './send-requests.ts';

const { requests } = createLoadRun(5_000, '5000-3f9a1c');

/** Sends all requests; returns the outcomes and the number of attempts. */
async function run(
  send: (index: number, signalEnd: () => void) => Promise<void>,
  concurrency = 4,
) {
  const outcomes: RequestOutcome[] = [];
  const end = new AbortController();
  let retries = 0;
  let sent = 0;
  await sendRequests(requests, {
    concurrency,
    send: () => {
      sent += 1;
      return send(sent, () => end.abort());
    },
    onOutcome: (outcome) => outcomes.push(outcome),
    onRetry: () => {
      retries += 1;
    },
    sleep: () => Promise.resolve(),
    signal: end.signal,
  });
  return { outcomes, retries, sent };
}

const failing = (name: string, properties = {}) =>
  Object.assign(new Error(name), { name, ...properties });

describe('sendRequests', () => {
  it('sends each request once, up to `concurrency` at a time', async () => {
    let inFlight = 0;
    let mostInFlight = 0;

    const { outcomes } = await run(async () => {
      inFlight += 1;
      mostInFlight = Math.max(mostInFlight, inFlight);
      await delay(1);
      inFlight -= 1;
    }, 3);

    expect(mostInFlight).toBe(3);
    expect(outcomes.map(({ request }) => request)).toEqual(requests);
  });

  it('retries a failed request', async () => {
    const { outcomes, retries } = await run(async (index) => {
      if (index % 3 === 0) {
        throw failing('PartialWriteError');
      }
    });

    expect(outcomes).toHaveLength(requests.length);
    expect(outcomes.every(({ error }) => error === undefined)).toBe(true);
    expect(retries).toBeGreaterThan(0);
  });

  it('gives up after five attempts', async () => {
    const { outcomes, sent } = await run(async () => {
      throw failing('PartialWriteError');
    });

    expect(sent).toBe(5 * requests.length);
    expect(outcomes.every(({ error }) => error)).toBe(true);
  });

  it.each([
    failing('IdempotencyConflictError'),
    failing('Error', { code: 'ECONNREFUSED' }),
  ])('does not repeat a $name', async (error) => {
    const { retries } = await run(async () => {
      throw error;
    });

    expect(retries).toBe(0);
  });

  it('waits for requests in flight when it is aborted, and starts no more', async () => {
    const { outcomes, sent } = await run(async (index, signalEnd) => {
      if (index === 4) {
        signalEnd();
      }
    }, 2);

    expect(outcomes).toHaveLength(sent);
    expect(sent).toBeLessThan(requests.length);
  });
});
