import { flag, type OptionValues } from '../cli/options.ts';
import { print, printStyled } from '../output/log.ts';
import { logOf } from './function-error.ts';
import type { InvocationResult } from './invoke.ts';
import { EntryReader } from './log/entry-reader.ts';
import { EntryFormatter, type Screen, standardOutput } from './log/format.ts';
import { shortFrames } from './log/frames.ts';
import { payloadOptions } from './payload.ts';

export const invokeOptions = { ...payloadOptions, VERBOSE: flag() };

/** What Lambda returns of an invocation's log. */
const tailBytes = 4096;

/**
 * Prints the response, and with VERBOSE the log. Of a failed invocation only
 * VERBOSE prints something: its error is the caller's to throw.
 *
 * @param logs the command that shows the log, such as `make logs`.
 */
export function showInvocation(
  result: InvocationResult,
  { VERBOSE }: Pick<OptionValues<typeof invokeOptions>, 'VERBOSE'>,
  logs: string,
): void {
  const { functionError, durationMs, requestId, logTail } = result;
  if (!functionError || VERBOSE) {
    print(
      `${JSON.stringify(withShortTrace(result.payload), null, 2)}\n\n` +
        `Duration: ${Math.round(durationMs)} ms for the caller\n` +
        `Log: \`${logOf(requestId, logs)}\``,
    );
  }
  if (VERBOSE) {
    printStyled(`\n${formatLogTail(logTail)}`);
  }
}

function withShortTrace(payload: unknown): unknown {
  const { trace } = Object(payload) as { trace?: unknown };
  return Array.isArray(trace)
    ? { ...Object(payload), trace: shortFrames(trace.map(String)) }
    : payload;
}

/** The log in an invocation's response, as `make logs` shows it. */
export function formatLogTail(
  logTail: string,
  screen: Screen = standardOutput(),
): string {
  const isCut = Buffer.byteLength(logTail) >= tailBytes;
  const reader = new EntryReader();
  const formatter = new EntryFormatter(screen);
  const lines = logTail
    .split('\n')
    .slice(isCut ? 1 : 0)
    .filter(Boolean)
    .map((message) => reader.read({ stream: '', message }))
    .map((entry) => formatter.format(entry));
  return [...(isCut ? ['… (the last 4 KB)'] : []), ...lines].join('\n');
}
