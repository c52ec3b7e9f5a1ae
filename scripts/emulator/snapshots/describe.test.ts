import { describe, expect, it } from 'vitest';
import { describeSnapshot, formatSize, formatSnapshots } from './describe.ts';

const now = new Date('2026-01-02T12:00:00Z');
const loaded = {
  name: 'before-load',
  bytes: 11_234_567,
  manifest: {
    savedAt: '2026-01-02T10:30:00.000Z',
    sessionId: 'session',
    versions: {},
    labels: { local: '0123456789abcdef' },
    items: { 'us-east-1/payments': 10_000, 'eu-central-1/payments': 3 },
  },
};
const damaged = { name: 'other', bytes: 12, manifest: undefined };

describe('describeSnapshot', () => {
  it.each([
    ['2026-01-02T11:59:30.000Z', '30 s'],
    ['2026-01-02T11:58:30.000Z', '1 min'],
    ['2026-01-02T10:30:00.000Z', '1 h'],
    ['2025-12-30T10:30:00.000Z', '3 d'],
    // By a clock that was set back since.
    ['2026-01-03T10:30:00.000Z', '0 s'],
  ])('shows the age of a save at %s as %s', (savedAt, age) => {
    const manifest = { ...loaded.manifest, savedAt };

    expect(describeSnapshot({ ...loaded, manifest }, now)).toBe(
      `before-load, ${age} old, 10,003 payments`,
    );
  });

  it('says that one is damaged', () => {
    expect(describeSnapshot(damaged, now)).toBe('other, damaged');
  });
});

describe('formatSnapshots', () => {
  it('has a line for each, damaged or not', () => {
    expect(formatSnapshots([loaded, damaged], 'local', now)).toBe(
      [
        'name             age     size  stack local   payments',
        '───────────  ───────  ───────  ────────────  ────────',
        'before-load      1 h  11.2 MB  0123456789ab    10,003',
        'other        damaged     1 kB  –                    –',
      ].join('\n'),
    );
  });
});

describe('formatSize', () => {
  it.each([
    [1, '1 kB'],
    [999_999, '1000 kB'],
    [1_000_000, '1.0 MB'],
  ])('%i bytes are %s', (bytes, text) => {
    expect(formatSize(bytes)).toBe(text);
  });
});
