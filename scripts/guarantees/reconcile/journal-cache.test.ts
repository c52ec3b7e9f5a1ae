import { describe, expect, it } from 'vitest';
import { samplePayments } from '../../../journal/test-support/sample-payments.ts';
import { JournalCache } from './journal-cache.ts';

const payments = samplePayments(10);
const object = (objectKey: string, etag = '"1"') => ({ objectKey, etag });

describe('JournalCache', () => {
  it('returns what was read, for the same content only', () => {
    const cache = new JournalCache(100);

    cache.add(object('a'), { payments });

    expect(cache.find(object('a'))).toEqual({ payments });
    expect(cache.find(object('a', '"2"'))).toBeUndefined();
    expect(cache.find(object('b'))).toBeUndefined();
  });

  it('replaces an object that was overwritten', () => {
    const cache = new JournalCache(100);
    const one = { payments: payments.slice(0, 1) };

    cache.add(object('a'), { payments });
    cache.add(object('a', '"2"'), one);

    expect(cache.find(object('a'))).toBeUndefined();
    expect(cache.find(object('a', '"2"'))).toEqual(one);
  });

  it('keeps what it has when it is full, so that a longer journal is read in part', () => {
    const cache = new JournalCache(25);

    for (const key of ['a', 'b', 'c', 'd']) {
      cache.add(object(key), { payments });
    }

    const held = ['a', 'b', 'c', 'd'].filter((key) => cache.find(object(key)));
    expect(held).toEqual(['a', 'b']);
  });

  it('counts an unreadable object, and an overwritten one once', () => {
    const cache = new JournalCache(12);
    const unreadable = { objectKey: 'bad', line: 1, reason: 'empty' };

    cache.add(object('a'), { payments });
    cache.add(object('a', '"2"'), { payments });
    cache.add(object('bad'), { unreadable });
    cache.add(object('bad2'), { unreadable });
    cache.add(object('bad3'), { unreadable });

    expect(cache.find(object('bad2'))).toEqual({ unreadable });
    expect(cache.find(object('bad3'))).toBeUndefined();
  });

  it('forgets objects that are gone, which makes room', () => {
    const cache = new JournalCache(10);
    cache.add(object('a'), { payments });

    cache.retain(new Set(['b']));
    cache.add(object('b'), { payments });

    expect(cache.find(object('a'))).toBeUndefined();
    expect(cache.find(object('b'))).toEqual({ payments });
  });
});
