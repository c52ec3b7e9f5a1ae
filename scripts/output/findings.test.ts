import { afterEach, describe, expect, it, vi } from 'vitest';
import { type Finding, reportFindings } from './findings.ts';

const findings: Finding[] = [
  { status: 'ok', name: 'Node', detail: '22.23.2' },
  { status: 'missing', name: 'Python', detail: 'not found', fix: 'install it' },
];

describe('reportFindings', () => {
  afterEach(() => vi.restoreAllMocks());

  function report(...given: Parameters<typeof reportFindings>) {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const error = (() => {
      try {
        reportFindings(...given);
        return undefined;
      } catch (thrown) {
        return thrown;
      }
    })();
    return { output: write.mock.calls.flat().join(''), error };
  }

  it('prints one JSON object, and fails too if a check failed', () => {
    const { output, error } = report(findings, 'json');

    expect(JSON.parse(output)).toEqual({ findings });
    expect(error).toMatchObject({
      message: '1 of 2 checks failed.',
      next: 'install it',
    });
  });

  it('prints a line for each finding, with its fix', () => {
    const { output } = report(findings);

    expect(output).toMatch(/Node {11}22\.23\.2\n/);
    expect(output).toMatch(/Python {9}missing: not found\n +Next: install it/);
  });

  it('does not fail if every check passed', () => {
    expect(report(findings.slice(0, 1)).error).toBeUndefined();
  });
});
