import { describe, expect, it } from 'vitest';
import { uninterruptible } from './interruption.ts';
import { waitUntil } from './wait-until.ts';

const quick = { what: 'The value', intervalMs: 1, timeoutMs: 1000 };

describe('waitUntil', () => {
  it('returns the first value that is not undefined', async () => {
    const values = [undefined, undefined, 0];

    const response = await waitUntil(async () => values.shift(), quick);

    expect(response).toBe(0);
    expect(values).toEqual([]);
  });

  it('throws what did not happen, in what time, and what to do', async () => {
    const wait = waitUntil(async () => undefined, {
      ...quick,
      timeoutMs: 20,
      next: '`make doctor`',
    });

    await expect(wait).rejects.toMatchObject({
      message: 'The value did not happen within 0.02 s.',
      next: '`make doctor`',
    });
  });

  it('waits longer than the time-out while there is progress', async () => {
    const steps = ['start', 'import', 'load', 'listen', 'ready'];
    const wait = waitUntil(async () => (steps[0] ? undefined : 'ready'), {
      what: 'The end',
      intervalMs: 30,
      timeoutMs: 100,
      progress: async () => steps.shift() ?? '',
    });

    expect(await wait).toBe('ready');
  });

  it('throws when the progress stops', async () => {
    const steps = ['start', 'import'];
    const wait = waitUntil(async () => undefined, {
      what: 'The end',
      intervalMs: 1,
      timeoutMs: 50,
      progress: async () => steps.shift() ?? 'import',
    });

    await expect(wait).rejects.toThrow(
      'The end did not happen, and there was no progress for 0.05 s.',
    );
  });

  it('throws at once what the check throws', async () => {
    let calls = 0;
    const wait = waitUntil(async () => {
      calls += 1;
      throw new Error('it has exited');
    }, quick);

    await expect(wait).rejects.toThrow('it has exited');
    expect(calls).toBe(1);
  });

  it('ends early, with its reason, when it is interrupted', async () => {
    const controller = new AbortController();
    const wait = waitUntil(async () => undefined, {
      ...quick,
      intervalMs: 60_000,
      timeoutMs: 60_000,
      signal: controller.signal,
    });

    controller.abort(new Error('Interrupted by SIGINT.'));

    await expect(wait).rejects.toThrow('Interrupted by SIGINT.');
  });

  it('checks once even if it was interrupted before', async () => {
    const wait = waitUntil(async () => 'there', {
      ...quick,
      signal: AbortSignal.abort(),
    });

    expect(await wait).toBe('there');
    expect(uninterruptible.aborted).toBe(false);
  });
});
