import { describe, expect, it } from 'vitest';
import type { LogLine } from '../../../../scripts/console/contract.ts';
import { LineBuffer } from './line-buffer.ts';
import { containsText } from './text-filter.ts';

const line = (message: string): LogLine => ({
  time: '2026-11-27T09:00:00.000Z',
  level: 'INFO',
  requestId: 'a',
  message,
  fields: { message, count: 60 },
});
const lines = (...messages: string[]) => messages.map(line);
const messages = (buffer: LineBuffer) =>
  buffer.lines.map(({ message }) => message).join('');

describe('LineBuffer', () => {
  it('keeps the newest lines up to its limit, and counts the others', () => {
    const buffer = new LineBuffer(3);

    buffer.load(lines('a', 'b'));
    buffer.add(lines('c', 'd', 'e'));

    expect(messages(buffer)).toBe('cde');
    expect(buffer.dropped).toBe(2);
  });

  it('keeps a line once that the stream sent before the earlier ones were read', () => {
    const buffer = new LineBuffer(100);

    buffer.add(lines('c', 'd'));
    buffer.load(lines('a', 'b', 'c'));
    buffer.add(lines('e'));

    expect(messages(buffer)).toBe('abcde');
  });

  it('keeps equal lines that are no overlap', () => {
    const buffer = new LineBuffer(100);

    buffer.add(lines('a', 'a'));
    buffer.load(lines('a', 'b', 'a'));

    expect(messages(buffer)).toBe('abaa');
  });

  it('replaces what it kept after the stream was opened again', () => {
    const buffer = new LineBuffer(100);
    buffer.load(lines('a'));
    buffer.add(lines('b'));

    buffer.reopen();
    buffer.add(lines('d'));
    buffer.load(lines('a', 'b', 'c', 'd'));

    expect(messages(buffer)).toBe('abcd');
  });

  it('gives each line a key that stays', () => {
    const buffer = new LineBuffer(2);
    buffer.load(lines('a', 'b'));
    const before = buffer.lines.at(-1);

    buffer.add(lines('c'));

    expect(buffer.lines[0]).toBe(before);
    expect(new Set(buffer.lines.map(({ key }) => key)).size).toBe(2);
  });
});

describe('containsText', () => {
  it.each([
    ['', true],
    ['ACCEPTED', true],
    ['request 60', true],
    ['count', true],
    ['request 61', false],
  ])('finds %j: %j', (text, expected) => {
    expect(containsText(line('Request accepted'), text)).toBe(expected);
  });
});
