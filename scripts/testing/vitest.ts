import { rmSync } from 'node:fs';
import { SandboxError } from '../output/errors.ts';
import { print } from '../output/log.ts';
import {
  type ChildEnv,
  dockerEnvironment,
  localEnvironment,
} from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { timeLogVariable } from '../system/time-log.ts';
import { describeFailures, readFailures } from './failures.ts';
import { importVitestReport, reportFile, type TestReport } from './report.ts';
import { formatTimes, readTimeLog, readTimes } from './times.ts';

const targets = {
  unit: 'unit',
  e2e: 'e2e',
  promotion: 'e2e-promotion',
  resilience: 'resilience',
  'resilience-docker': 'resilience ENGINE=docker',
  security: 'e2e-security',
  snapshots: 'e2e-snapshots',
  console: 'e2e-console',
  watch: 'e2e-watch',
};

export const unitProjects = ['unit', 'unit-isolated'].map(
  (project) => `--project=${project}`,
);

/**
 * Runs the tests of one project of vitest.config.ts and keeps their counts.
 *
 * @throws SandboxError that repeats the failures, because other output may follow them.
 */
export async function runVitest(
  project: keyof typeof targets,
  env: ChildEnv = { ...localEnvironment(), ...dockerEnvironment() },
  { times = false } = {},
): Promise<TestReport> {
  const report = reportFile(project);
  const timeLog = `${report}.times`;
  // They would pass for those of a run that crashes.
  for (const file of [report, timeLog]) {
    rmSync(file, { force: true });
  }
  await run(
    'node_modules/.bin/vitest',
    [
      'run',
      ...(project === 'unit' ? unitProjects : [`--project=${project}`]),
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      cwd: inRepository(),
      env: { ...env, ...(times && { [timeLogVariable]: timeLog }) },
      live: true,
      next: `fix what failed, then \`make ${targets[project]}\``,
    },
  ).catch((error: unknown) => {
    const failures = readFailures(report);
    if (failures.length === 0 || !(error instanceof SandboxError)) {
      throw error;
    }
    throw new SandboxError(
      `${failures.length} failed in \`make ${targets[project]}\`:`,
      {
        why: describeFailures(failures),
        next: error.next,
        cause: error,
      },
    );
  });
  if (times) {
    print(formatTimes(readTimes(report), readTimeLog(timeLog)));
  }
  return importVitestReport(project);
}
