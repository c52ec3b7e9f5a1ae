import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { formatTable } from '../output/table.ts';
import { readJson } from '../system/files.ts';
import { inRepository } from '../system/paths.ts';
import type { TimeKind } from '../system/time-log.ts';

const shownTests = 10;

const timesSchema = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      startTime: z.number(),
      endTime: z.number(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), duration: z.number().nullish() }),
      ),
    }),
  ),
});

interface Time {
  where: string;
  ms: number;
}

/** The times in Vitest's JSON report, of tests and of what a file does around them. */
export function readTimes(reportFile: string): Time[] {
  const report = readJson(reportFile, timesSchema);
  return (report?.testResults ?? []).flatMap(
    ({ name, startTime, endTime, assertionResults }) => {
      const file = path.relative(inRepository(), name);
      const tests = assertionResults.map(({ fullName, duration }) => ({
        where: `${file}: ${fullName}`,
        ms: duration ?? 0,
      }));
      const inTests = tests.reduce((sum, { ms }) => sum + ms, 0);
      return [
        ...tests,
        {
          where: `${file}: set-up and clean-up`,
          ms: endTime - startTime - inTests,
        },
      ];
    },
  );
}

interface Sum {
  count: number;
  ms: number;
}

/** The sums in the log of a run, which overlap where files run side by side. */
export function readTimeLog(file: string): Map<TimeKind, Sum> {
  const sums = new Map<TimeKind, Sum>();
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  for (const line of text.split('\n').filter(Boolean)) {
    const [kind, time] = line.split(' ') as [TimeKind, string];
    const { count, ms } = sums.get(kind) ?? { count: 0, ms: 0 };
    sums.set(kind, { count: count + 1, ms: ms + Number(time) });
  }
  return sums;
}

export function formatTimes(times: Time[], log: Map<TimeKind, Sum>): string {
  const rows = times
    .toSorted((a, b) => b.ms - a.ms)
    .slice(0, shownTests)
    .map(({ where, ms }) => [seconds(ms), where]);
  const sums = [...log].map(
    ([kind, { count, ms }]) => `${kind} ${seconds(ms)} s in ${count}`,
  );
  return [
    formatTable(['seconds', `the slowest ${rows.length}`], rows, ['seconds']),
    ...(sums.length > 0 ? [`Summed over all files: ${sums.join(', ')}.`] : []),
  ].join('\n');
}

const seconds = (ms: number) => (ms / 1000).toFixed(1);
