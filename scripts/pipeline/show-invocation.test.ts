import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatLogTail, showInvocation } from './show-invocation.ts';

const code = '/home/me/.local/tmp/awslambda-us-east-1-tasks/payments-1/code';
const failed = {
  payload: {
    errorType: 'InvalidRequestError',
    errorMessage: 'no',
    trace: [
      'InvalidRequestError: no',
      `    at parseRequest (${code}/lambda/src/request.ts:49:11)`,
      '    at run (file:///opt/runtime/invocation.mjs:34:22)',
    ],
  },
  functionError: 'Unhandled',
  requestId: 'abc1',
  durationMs: 12.4,
  logTail:
    'START RequestId: abc1 Version: $LATEST\nREPORT RequestId: abc1\tDuration: 1.00 ms\t\n',
};

afterEach(() => vi.restoreAllMocks());

function shown(result: typeof failed | object, VERBOSE: boolean): string {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  showInvocation({ ...failed, ...result }, { VERBOSE }, 'make logs');
  return write.mock.calls.join('');
}

describe('showInvocation', () => {
  it('prints the response, and where its log is', () => {
    const result = { payload: { count: 3 }, functionError: undefined };

    expect(shown(result, false)).toBe(
      '{\n  "count": 3\n}\n\nDuration: 12 ms for the caller\nLog: `make logs REQUEST=abc1`\n',
    );
  });

  it('prints nothing of a failure, which is thrown', () => {
    expect(shown({}, false)).toBe('');
  });

  it('prints all of it with VERBOSE, with short paths', () => {
    const output = shown({}, true);

    expect(output).toContain('"at parseRequest (lambda/src/request.ts:49)"');
    expect(output).toMatch(/REPORT {2}abc1 {6}duration_ms=1.00/);
    expect(output).not.toContain('/home/me');
  });
});

describe('formatLogTail', () => {
  it('leaves out the line that the 4 KB begin in', () => {
    const tail = `${'x'.repeat(4080)}\nEND RequestId: 1\n`;

    expect(formatLogTail(tail, { colours: false })).toMatch(
      /^… \(the last 4 KB\)\n +END {5}1$/,
    );
  });
});
