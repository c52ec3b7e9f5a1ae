import { describe, expect, it } from 'vitest';
import { summary } from '../../../../../scripts/pipeline/requests/test-support/recorded.ts';
import { countNewer, mergeEvents } from './live-list.ts';

const list = (seqs: number[], changes = {}) => ({
  requests: seqs.map((seq) => summary({ seq })),
  dropped: 0,
  capacity: 2000,
  ...changes,
});

const seqsOf = ({ requests }: { requests: { seq: number }[] }) =>
  requests.map(({ seq }) => seq);

describe('mergeEvents', () => {
  it('puts the newest first, in whatever order they arrive', () => {
    const events = [4, 3, 5].map((seq) => summary({ seq, status: 'running' }));

    expect(seqsOf(mergeEvents(list([2, 1]), events))).toEqual([5, 4, 3, 2, 1]);
  });

  it('replaces a running attempt when it has ended', () => {
    const running = mergeEvents(list([1]), [
      summary({ seq: 2, status: 'running', durationMs: null }),
    ]);
    const ended = mergeEvents(running, [
      summary({ seq: 2, status: 'failed', durationMs: 40 }),
    ]);

    expect(seqsOf(ended)).toEqual([2, 1]);
    expect(ended.requests[0]).toMatchObject({
      status: 'failed',
      durationMs: 40,
    });
  });

  it('keeps an ended attempt of the list when its start arrives late', () => {
    const { requests } = mergeEvents(list([1]), [
      summary({ seq: 1, status: 'running' }),
    ]);

    expect(requests[0]?.status).toBe('ok');
  });

  it('keeps attempts of the same request apart', () => {
    const second = summary({ seq: 2, attempt: 2 });

    expect(mergeEvents(list([1]), [second]).requests).toHaveLength(2);
  });

  it('drops the oldest above the capacity, and counts them', () => {
    const full = list([3, 2, 1], { capacity: 3, dropped: 10 });
    const merged = mergeEvents(full, [
      summary({ seq: 4 }),
      summary({ seq: 5 }),
    ]);

    expect(seqsOf(merged)).toEqual([5, 4, 3]);
    expect(merged.dropped).toBe(12);
  });
});

describe('countNewer', () => {
  it('counts what began since the pause', () => {
    const now = mergeEvents(list([2, 1]), [
      summary({ seq: 3 }),
      summary({ seq: 4, status: 'running' }),
    ]);

    expect(countNewer(list([2, 1]), now)).toBe(2);
    expect(countNewer(now, now)).toBe(0);
  });

  it('counts all after a pause of an empty list', () => {
    expect(countNewer(list([]), list([2, 1]))).toBe(2);
  });
});
