import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { readJson } from '../system/files.ts';
import { inRepository } from '../system/paths.ts';

const shownFailures = 5;
const shownLines = 8;

const failuresSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          fullName: z.string(),
          status: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});

/** A failed test, or a file whose set-up failed. */
export interface Failure {
  where: string;
  message: string;
}

/** Reads them from Vitest's JSON report; none if the run ended before it was written. */
export function readFailures(reportFile: string): Failure[] {
  const report = readJson(reportFile, failuresSchema);
  return (report?.testResults ?? []).flatMap(
    ({ name, message, assertionResults }) => {
      const file = path.relative(inRepository(), name);
      const tests = assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName, failureMessages }) => ({
          where: `${file}: ${fullName}`,
          message: failureMessages[0] ?? '',
        }));
      // A file that was skipped after a failure elsewhere has no message.
      return message === '' ? tests : [{ where: file, message }, ...tests];
    },
  );
}

/** At most one screen: the first failures, each with the first lines of its message. */
export function describeFailures(failures: readonly Failure[]): string {
  const shown = failures
    .slice(0, shownFailures)
    .map(({ where, message }) =>
      [where, ...firstLines(message).map((line) => `  ${line}`)].join('\n'),
    );
  const more = failures.length - shown.length;
  return [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n');
}

/** The message without the stack that follows it. */
function firstLines(message: string): string[] {
  const lines = stripVTControlCharacters(message).trim().split('\n');
  const stack = lines.findIndex((line) => /^\s+at /.test(line));
  return lines.slice(0, stack < 0 ? shownLines : Math.min(stack, shownLines));
}
