import { globSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { readJson, writeJson } from '../system/files.ts';
import { inLocal } from '../system/paths.ts';
import { privateFolder } from '../system/private-folder.ts';

/** How many tests of one runner passed and failed. */
export type TestReport = z.infer<typeof reportSchema>;

const reportSchema = z.object({ passed: z.number(), failed: z.number() });

const vitestSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
});

const folder = inLocal('reports');

export function forgetReports(): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Where a runner writes its JSON report. */
export function reportFile(suite: string): string {
  mkdirSync(folder, privateFolder);
  return path.join(folder, `${suite}.vitest.json`);
}

export function writeReport(suite: string, report: TestReport): void {
  writeJson(path.join(folder, `${suite}.json`), report);
}

/** Imports the counts from the JSON report that vitest wrote. */
export function importVitestReport(suite: string): TestReport {
  const report = readJson(reportFile(suite), vitestSchema);
  const counts = {
    passed: report?.numPassedTests ?? 0,
    failed: report?.numFailedTests ?? 0,
  };
  writeReport(suite, counts);
  return counts;
}

/** The sum over all suites that reported. */
export function readReports(): TestReport {
  const sum = { passed: 0, failed: 0 };
  for (const file of globSync('*.json', { cwd: folder })) {
    const report = readJson(path.join(folder, file), reportSchema);
    sum.passed += report?.passed ?? 0;
    sum.failed += report?.failed ?? 0;
  }
  return sum;
}
