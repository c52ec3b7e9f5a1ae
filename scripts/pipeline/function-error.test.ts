import { describe, expect, it } from 'vitest';
import { describeError } from '../output/errors.ts';
import { explainFunctionError } from './function-error.ts';

const requestId = 'cf5a09df-2fdd-45ad-93f0-1a7be7f31896';
const code = '/home/me/.local/tmp/awslambda-us-east-1-tasks/payments-1/code';

const explain = (payload: unknown) =>
  describeError(
    explainFunctionError(
      {
        payload,
        requestId,
        functionError: 'Unhandled',
        logTail: '',
        durationMs: 1,
      },
      'make logs',
    ),
  );

describe('explainFunctionError', () => {
  it('says everything once, with the place in the source', () => {
    const message =
      'Expected `count` to be 1, got `-1` (number).\nNothing was written.\nNext: send {"count": 3}.';

    expect(
      explain({
        errorType: 'InvalidRequestError',
        errorMessage: message,
        trace: [
          ...`InvalidRequestError: ${message}`.split('\n'),
          `    at parseRequest (${code}/lambda/src/request.ts:49:11)`,
          `    at storePayments (${code}/lambda/src/handler.ts:53:19)`,
          '    at run (file:///opt/runtime/invocation.mjs:34:22)',
        ],
      }),
    ).toBe(
      `The function failed: InvalidRequestError, at lambda/src/request.ts:49, request ${requestId}.
Expected \`count\` to be 1, got \`-1\` (number).
Nothing was written.
Next: send {"count": 3}.
      \`make logs REQUEST=${requestId}\` shows its log`,
    );
  });

  it('needs neither a stack trace nor advice', () => {
    expect(
      explain({
        errorType: 'Sandbox.Timedout',
        errorMessage: 'Task timed out after 2.00 seconds',
      }),
    ).toBe(
      `The function failed: Sandbox.Timedout, request ${requestId}.
Task timed out after 2.00 seconds
Next: \`make logs REQUEST=${requestId}\` shows its log`,
    );
  });

  it.each([null, 'text', [1], {}])(
    'shows any other response: %j',
    (payload) => {
      expect(explain(payload)).toContain(JSON.stringify(payload));
    },
  );
});
