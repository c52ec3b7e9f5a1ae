import { defineCommand } from '../cli/command.ts';
import { flag } from '../cli/options.ts';
import { SandboxError } from '../output/errors.ts';
import { step } from '../output/log.ts';
import { localEnvironment } from '../system/environment.ts';
import { inParallel } from '../system/in-parallel.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { checkTerraform } from '../terraform/check.ts';
import { type TestReport, writeReport } from '../testing/report.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureDynamoDbLocal } from '../toolchain/dynamodb-local.ts';
import { ensurePython, pythonBin } from '../toolchain/python.ts';
import {
  ensureTerraformTools,
  type TerraformTools,
} from '../toolchain/terraform-tools.ts';

export default defineCommand({
  options: { TIMES: flag() },
  async run({ options: { TIMES } }) {
    await ensurePython('dev');
    await ensureDynamoDbLocal();
    const tools = await ensureTerraformTools();

    await inParallel(
      step('Unit tests of journal/, lambda/ and scripts/ (vitest)', () =>
        runVitest('unit', undefined, { times: TIMES }),
      ),
      step('Unit tests of localstack/ (pytest)', runPytest),
      step('Tests of terraform/ (terraform test)', () => runTerraform(tools)),
    );
  },
});

async function runTerraform(tools: TerraformTools): Promise<string> {
  const output = await checkTerraform(tools, ['test', '-no-color']);
  return report('terraform', /(\d+) passed, 0 failed/.exec(output), output);
}

/** In two processes, because these tests often wait for those that they start. */
async function runPytest(): Promise<string> {
  const output = await run(
    pythonBin('python'),
    ['-m', 'pytest', '--quiet', '--numprocesses=2', '--dist=loadfile'],
    {
      cwd: inRepository('localstack'),
      env: { ...localEnvironment(), SANDBOX_NODE: process.execPath },
    },
  );
  return report('pytest', /(\d+) passed/.exec(output), output);
}

/** Failed tests set the exit code; this fails a run without any test. */
function report(
  suite: string,
  summary: RegExpExecArray | null,
  output: string,
): string {
  const counts: TestReport = { passed: Number(summary?.[1] ?? 0), failed: 0 };
  if (counts.passed === 0) {
    throw new SandboxError(`${suite} ran no test.`, { why: output });
  }
  writeReport(suite, counts);
  return `${counts.passed} passed`;
}
