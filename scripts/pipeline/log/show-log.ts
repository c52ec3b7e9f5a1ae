import { setTimeout as delay } from 'node:timers/promises';
import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { GetFunctionCommand, type LambdaClient } from '@aws-sdk/client-lambda';
import {
  flag,
  type OptionValues,
  oneOf,
  pastTime,
  pattern,
} from '../../cli/options.ts';
import { readerEnded, watchReader } from '../../output/closed-pipes.ts';
import { SandboxError } from '../../output/errors.ts';
import { note, print, printStyled } from '../../output/log.ts';
import { interruption } from '../../system/interruption.ts';
import type { StackOutputs } from '../../terraform/outputs.ts';
import { levels } from './entry.ts';
import { EntryReader } from './entry-reader.ts';
import { EntryFormatter, standardOutput } from './format.ts';
import { parseObject } from './json-object.ts';
import { type LogEvent, LogGroupReader } from './log-group.ts';
import { Selection } from './selection.ts';

const pollIntervalMs = 1000;

/** The start of an execution environment, and the delay of CloudWatch. */
const storageDelayMs = 15_000;

export const logOptions = {
  FOLLOW: flag(),
  FORMAT: oneOf(['text', 'json']).default('text'),
  LEVEL: oneOf(levels).default('debug'),
  REQUEST: pattern(
    /^[\da-f-]{1,36}$/i,
    'a request id, or the first characters of one',
  ).optional(),
  SINCE: pastTime().optional(),
};

type LogOptions = OptionValues<typeof logOptions>;

/**
 * Prints the function's log.
 *
 * @param command as typed, for hints, such as `make logs`.
 */
export async function showLog(
  { logs, lambda }: { logs: CloudWatchLogsClient; lambda: LambdaClient },
  outputs: StackOutputs,
  options: LogOptions,
  command: string,
): Promise<void> {
  const { FOLLOW, FORMAT, REQUEST, SINCE } = options;
  const longestMs =
    FOLLOW || SINCE !== undefined
      ? storageDelayMs + (await readTimeoutMs(lambda, outputs))
      : 0;
  const reader = new LogGroupReader(logs, outputs.log_group_name, {
    // A request that began earlier assigns lines, and has its first ones there.
    since: Math.max(0, (SINCE ?? 0) - longestMs),
    lookBackMs: FOLLOW ? longestMs : 0,
  });
  const selection = new Selection(options);
  const entries = new EntryReader();
  const formatter = new EntryFormatter(standardOutput());
  let shown = 0;
  if (FOLLOW) {
    // Ctrl-C ends the following; it is not a failure.
    interruption.addEventListener('abort', () => process.exit());
    watchReader();
  }
  do {
    for await (const event of reader.readNew()) {
      interruption.throwIfAborted();
      if (readerEnded.aborted) {
        return;
      }
      const line = { event, entry: entries.read(event) };
      for (const { event, entry } of selection.add(line)) {
        shown += 1;
        if (FORMAT === 'json') {
          print(toJson(event));
        } else {
          printStyled(formatter.format(entry));
        }
      }
    }
    if (FOLLOW) {
      await delay(pollIntervalMs, undefined, { signal: readerEnded }).catch(
        () => undefined,
      );
    }
  } while (FOLLOW && !readerEnded.aborted);
  if (shown === 0 && !FOLLOW) {
    reportNothing(REQUEST, command);
  }
}

/** The line itself if it is JSON; otherwise an object with its time. */
function toJson({ time, message }: LogEvent): string {
  const line = message.trimEnd();
  return parseObject(line)
    ? line
    : JSON.stringify({
        timestamp: new Date(time).toISOString(),
        message: line,
      });
}

async function readTimeoutMs(
  lambda: LambdaClient,
  { lambda_function_name }: StackOutputs,
): Promise<number> {
  const { Configuration } = await lambda.send(
    new GetFunctionCommand({ FunctionName: lambda_function_name }),
  );
  return (Configuration?.Timeout ?? 900) * 1000;
}

function reportNothing(request: string | undefined, command: string): void {
  if (request === undefined) {
    note('The log has no line that these options select.');
    return;
  }
  throw new SandboxError(
    `The log has no line of request ${request} that these options select.`,
    {
      why: 'A request that still runs has none yet.',
      next: `\`${command}\` shows every request`,
    },
  );
}
