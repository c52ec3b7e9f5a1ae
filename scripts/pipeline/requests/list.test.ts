import { describe, expect, it } from 'vitest';
import { formatRow, formatTitles } from './list.ts';
import { summary } from './test-support/recorded.ts';

const screen = { colours: false };

describe('formatRow', () => {
  it('has its columns below their titles', () => {
    expect(formatTitles().split('\n')[0]).toBe(
      'id       time UTC status     duration payments calls retries denied start',
    );
    expect(formatRow(summary({ retries: 2, cold: true }), screen)).toBe(
      '5a1746c1 04:55:04 ✔ ok        1000 ms        3     2       2      – cold',
    );
  });

  it('shows a request that runs, and a later attempt', () => {
    const running = {
      status: 'running',
      durationMs: null,
      items: null,
    } as const;

    expect(formatRow(summary({ ...running, attempt: 3 }), screen)).toBe(
      '5a1746c1 04:55:04 … running         …        –     2       –      – warm  attempt 3',
    );
  });

  it('colours only what needs attention', () => {
    const coloured = { colours: true };

    expect(formatRow(summary(), coloured)).not.toContain('\u001b');
    expect(formatRow(summary({ status: 'failed' }), coloured)).toContain(
      '\u001b[31m',
    );
  });
});
