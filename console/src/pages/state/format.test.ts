import { describe, expect, it } from 'vitest';
import { formatAge, formatBytes } from './format.ts';
import { markCommands } from './mark-commands.ts';

const now = Date.parse('2026-11-27T12:00:00.000Z');

describe('formatAge', () => {
  it.each([
    ['2026-11-27T11:59:30.000Z', 'less than 1 min'],
    ['2026-11-27T12:00:30.000Z', 'less than 1 min'],
    ['2026-11-27T11:15:00.000Z', '45 min'],
    ['2026-11-27T08:40:00.000Z', '3 h 20 min'],
    ['2026-11-26T11:00:00.000Z', '25 h 0 min'],
    ['2026-11-24T11:00:00.000Z', '3 days'],
  ])('of %s is %s', (since, expected) => {
    expect(formatAge(since, now)).toBe(expected);
  });
});

describe('formatBytes', () => {
  it.each([
    [1, '1 kB'],
    [861_000, '861 kB'],
    [12_345_678, '12.3 MB'],
  ])('of %i is %s', (bytes, expected) => {
    expect(formatBytes(bytes)).toBe(expected);
  });
});

describe('markCommands', () => {
  it.each([
    ['make local-up', '`make local-up`'],
    ['make invoke COUNT=3', '`make invoke COUNT=3`'],
    ['make local-up, which does it', '`make local-up`, which does it'],
    [
      'kill -CONT 4711, or make local-up ENV=dev',
      'kill -CONT 4711, or `make local-up ENV=dev`',
    ],
    ['`make stop`, or make plan', '`make stop`, or make plan'],
  ])('%j is %j', (text, expected) => {
    expect(markCommands(text)).toBe(expected);
  });
});
