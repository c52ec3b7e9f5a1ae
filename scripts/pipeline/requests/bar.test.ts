import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatBar, formatPoint } from './bar.ts';

const scale = { fromMs: 0, toMs: 100, cells: 10 };

describe('formatBar', () => {
  it.each([
    [0, 100, '██████████'],
    [20, 50, '  ███     '],
    [20, 55, '  ███▌    '],
    [0, 0, '▏         '],
    [100, 100, '         ▏'],
  ])('draws %i to %i ms', (startMs, endMs, bar) => {
    expect(formatBar(startMs, endMs, scale)).toBe(bar);
  });

  it('starts before 0 where the scale does', () => {
    expect(formatBar(-50, 0, { fromMs: -50, toMs: 50, cells: 10 })).toBe(
      '█████     ',
    );
  });

  it('is visible and fills its width, whatever the times', () => {
    const time = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    const cells = fc.integer({ min: 1, max: 200 });

    fc.assert(
      fc.property(time, time, time, time, cells, (a, b, fromMs, toMs, n) => {
        const bar = formatBar(a, b, { fromMs, toMs, cells: n });

        expect(bar).toHaveLength(n);
        expect(bar.trim()).not.toBe('');
      }),
    );
  });
});

describe('formatPoint', () => {
  it('marks one cell', () => {
    expect(formatPoint(55, scale)).toBe('     ·    ');
  });
});
