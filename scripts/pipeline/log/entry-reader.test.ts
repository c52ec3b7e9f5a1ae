import { describe, expect, it } from 'vitest';
import { EntryReader } from './entry-reader.ts';

describe('EntryReader', () => {
  it('assigns each line to the request that its environment works on', () => {
    const reader = new EntryReader();
    const idOf = (stream: string, message: string) =>
      reader.read({ time: 7, stream, message }).requestId;

    expect([
      idOf('a', 'output of the start'),
      idOf('a', 'START RequestId: 1 Version: 1'),
      idOf('b', 'START RequestId: 2 Version: 1'),
      idOf('a', 'of 1'),
      idOf('b', '{"_aws":{"Timestamp":1},"Duration":1}'),
      idOf('a', 'END RequestId: 1'),
      idOf('a', 'REPORT RequestId: 1\tDuration: 1 ms'),
      idOf('a', 'after 1'),
      idOf('b', 'of 2'),
    ]).toEqual([undefined, '1', '2', '1', '2', '1', '1', undefined, '2']);
  });

  it('has the time of the event', () => {
    const message = '2026-11-25T19:00:23.402Z\tr\tINFO\tx';

    expect(new EntryReader().read({ time: 7, stream: 'a', message }).time).toBe(
      7,
    );
  });
});
