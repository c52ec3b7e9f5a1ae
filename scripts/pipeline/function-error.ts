import { SandboxError } from '../output/errors.ts';
import type { InvocationResult } from './invoke.ts';
import { firstOwnLocation } from './log/frames.ts';

/**
 * The function's error in three parts, each said once; the stack trace and the
 * rest are in its log.
 *
 * @param logs the command that shows the log, such as `make logs`.
 */
export function explainFunctionError(
  { payload, requestId }: InvocationResult,
  logs: string,
): SandboxError {
  const { errorType, errorMessage, trace } = Object(payload) as {
    errorType?: unknown;
    errorMessage?: unknown;
    trace?: unknown;
  };
  const message =
    typeof errorMessage === 'string' ? errorMessage : JSON.stringify(payload);
  const [reason, advice] = splitAdvice(message);
  const location = firstOwnLocation(
    Array.isArray(trace) ? trace.map(String) : [],
  );
  const where = [
    location && `at ${location}`,
    requestId && `request ${requestId}`,
  ];
  return new SandboxError(
    `The function failed: ${[typeof errorType === 'string' ? errorType : 'Error', ...where].filter(Boolean).join(', ')}.`,
    {
      why: reason,
      next: [advice, `\`${logOf(requestId, logs)}\` shows its log`]
        .filter(Boolean)
        .join('\n      '),
    },
  );
}

/** The command that shows the log of an environment's function. */
export function logsCommand(envName: string): string {
  return envName === 'local' ? 'make logs' : `make logs ENV=${envName}`;
}

/** The command that shows the log of one invocation. */
export function logOf(requestId: string | undefined, logs: string): string {
  return requestId ? `${logs} REQUEST=${requestId}` : logs;
}

/** Most errors of the function end with their own advice. */
function splitAdvice(message: string): [reason: string, advice?: string] {
  const [, reason = message, advice] =
    /^([\s\S]*)\nNext: ([\s\S]*)$/.exec(message) ?? [];
  return advice ? [reason, advice] : [reason];
}
