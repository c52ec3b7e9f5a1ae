import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refresher } from './refresher.ts';

describe('Refresher', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** Notes when reads start and how many run at a time. */
  function startRefresher(tookMs: number) {
    const begin = performance.now();
    const reads: number[] = [];
    let running = 0;
    let most = 0;
    const refresher = new Refresher(
      async () => {
        reads.push(performance.now() - begin);
        running += 1;
        most = Math.max(most, running);
        await new Promise((resolve) => setTimeout(resolve, tookMs));
        running -= 1;
      },
      { delayMs: 500, restFactor: 2, maxRestMs: 4000 },
    );
    return { refresher, reads, most: () => most };
  }

  it('reads once for many changes', async () => {
    const { refresher, reads } = startRefresher(10);

    for (let change = 0; change < 50; change += 1) {
      refresher.changed();
    }
    await vi.advanceTimersByTimeAsync(5000);

    expect(reads).toEqual([500]);
  });

  it('reads again after a change during a read, and never two at a time', async () => {
    const { refresher, reads, most } = startRefresher(100);

    refresher.changed();
    await vi.advanceTimersByTimeAsync(550);
    refresher.changed();
    refresher.readNow();
    await vi.advanceTimersByTimeAsync(5000);

    expect(reads).toEqual([500, 1100]);
    expect(most()).toBe(1);
  });

  it('rests for a few seconds at most after a slow read', async () => {
    const { refresher, reads } = startRefresher(10_000);

    refresher.changed();
    await vi.advanceTimersByTimeAsync(5000);
    refresher.changed();
    await vi.advanceTimersByTimeAsync(30_000);

    expect(reads).toEqual([500, 14_500]);
  });

  it('reads during changes without an end', async () => {
    const { refresher, reads } = startRefresher(10);

    for (let change = 0; change < 40; change += 1) {
      refresher.changed();
      await vi.advanceTimersByTimeAsync(100);
    }

    expect(reads.length).toBeGreaterThan(5);
  });

  it('rests longer after a slow read', async () => {
    const { refresher, reads } = startRefresher(2000);

    refresher.changed();
    await vi.advanceTimersByTimeAsync(1000);
    refresher.changed();
    await vi.advanceTimersByTimeAsync(10_000);

    expect(reads).toEqual([500, 500 + 2000 + 4000]);
  });

  it('reads at once for the user', async () => {
    const { refresher, reads } = startRefresher(10);

    refresher.changed();
    refresher.readNow();
    await vi.advanceTimersByTimeAsync(5000);

    expect(reads).toEqual([0]);
  });

  it('reads no more after it was stopped', async () => {
    const { refresher, reads } = startRefresher(100);

    refresher.readNow();
    await vi.advanceTimersByTimeAsync(50);
    refresher.changed();
    refresher.stop();
    await vi.advanceTimersByTimeAsync(5000);

    expect(reads).toEqual([0]);
  });
});
