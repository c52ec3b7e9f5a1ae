import { describe, expect, it } from 'vitest';
import { summary } from '../../../../../scripts/pipeline/requests/test-support/recorded.ts';
import { filterRequests, readFilter } from './filter.ts';

const ok = summary({ seq: 1, id: 'aaaa-1', payload: '{"count":3}' });
const failed = summary({
  seq: 2,
  id: 'bbbb-2',
  status: 'failed',
  error: { type: 'PartialWriteError', message: 'Wrote 0 of 30', frames: [] },
  denied: 2,
});
const timeout = summary({ seq: 3, status: 'timeout', faults: 1, retries: 2 });
const running = summary({ seq: 4, status: 'running', cold: true });
const all = [running, timeout, failed, ok];

const found = (query: string) =>
  filterRequests(all, readFilter(new URLSearchParams(query)));

describe('filterRequests', () => {
  it.each([
    ['', all],
    ['status=ok', [ok]],
    ['status=failed', [timeout, failed]],
    ['status=timeout', [timeout]],
    ['status=running', [running]],
    ['status=nonsense', all],
  ])('of `%s` selects by status', (query, expected) => {
    expect(found(query)).toEqual(expected);
  });

  it.each([
    ['aaaa', [ok]],
    ['partialwrite', [failed]],
    ['wrote 0 of', [failed]],
    ['denied', [failed]],
    ['fault retry', [timeout]],
    ['cold', [running]],
    ['nowhere', []],
    ['  ', all],
  ])('finds `%s` in ids, errors and events', (text, expected) => {
    expect(found(`text=${text}`)).toEqual(expected);
  });

  it('combines status and text', () => {
    expect(found('status=failed&text=warm+count')).toEqual([timeout, failed]);
    expect(found('status=ok&text=denied')).toEqual([]);
  });
});
