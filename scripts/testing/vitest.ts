import {
  type ChildEnv,
  dockerEnvironment,
  localEnvironment,
} from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { importVitestReport, reportFile, type TestReport } from './report.ts';

const targets = {
  unit: 'unit',
  e2e: 'e2e',
  promotion: 'e2e-promotion',
  resilience: 'resilience',
  'resilience-docker': 'resilience ENGINE=docker',
  security: 'e2e-security',
};

/** Runs the tests of one project of vitest.config.ts and keeps their counts. */
export async function runVitest(
  project: keyof typeof targets,
  env: ChildEnv = { ...localEnvironment(), ...dockerEnvironment() },
): Promise<TestReport> {
  await run(
    'node_modules/.bin/vitest',
    [
      'run',
      '--project',
      project,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${reportFile(project)}`,
    ],
    {
      cwd: inRepository(),
      env,
      live: true,
      next: `fix what failed, then \`make ${targets[project]}\``,
    },
  );
  return importVitestReport(project);
}
