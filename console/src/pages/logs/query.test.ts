import { describe, expect, it } from 'vitest';
import { readQuery, toPath, toRequest } from './query.ts';

const id = '5a1746c1-0735-4c66-a1a4-57fdd3e57185';

describe('readQuery', () => {
  it.each([
    ['', { level: 'debug', request: '', text: '' }],
    [`level=warn&request=${id}`, { level: 'warn', request: id, text: '' }],
    ['level=loud&text=a b', { level: 'debug', request: '', text: 'a b' }],
  ])('of %j', (query, expected) => {
    expect(readQuery(new URLSearchParams(query))).toEqual(expected);
  });
});

describe('toRequest', () => {
  it('keeps an id that was copied with other characters', () => {
    expect(toRequest(` ${id}\n`)).toBe(id);
    expect(toRequest('5a17 xyz!')).toBe('5a17');
  });
});

describe('toPath', () => {
  it('has what the server selects by', () => {
    const query = readQuery(new URLSearchParams(`level=warn&request=${id}`));

    expect(toPath(query, '/log', 500)).toBe(
      `/log?level=warn&request=${id}&limit=500`,
    );
    expect(toPath({ ...query, request: '' }, '/log/stream')).toBe(
      '/log/stream?level=warn',
    );
  });
});
