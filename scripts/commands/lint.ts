import { checkLicences } from '../ci/licences/check.ts';
import { findShellFiles } from '../ci/shell-files.ts';
import { defineCommand } from '../cli/command.ts';
import { step } from '../output/log.ts';
import { localEnvironment } from '../system/environment.ts';
import { inParallel } from '../system/in-parallel.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { checkTerraform, checkTerraformFormat } from '../terraform/check.ts';
import { rareCollections } from '../terraform/terraform.ts';
import { ensurePython, pythonBin } from '../toolchain/python.ts';
import {
  ensureTerraformTools,
  type TerraformTools,
} from '../toolchain/terraform-tools.ts';

const tool = (file: string, args: string[], next?: string) => async () => {
  await run(file, args, { cwd: inRepository(), env: localEnvironment(), next });
};

/** Checks again only what a change can reach. The compiler is a Go program. */
const types = (project: string) => async () => {
  const buildInfo = inLocal('types', project, 'tsbuildinfo.json');
  await run(
    'node_modules/.bin/tsc',
    ['--project', project, '--incremental', '--tsBuildInfoFile', buildInfo],
    { cwd: inRepository(), env: { ...localEnvironment(), ...rareCollections } },
  );
};

export default defineCommand({
  async run() {
    await ensurePython('dev');
    const tools = await ensureTerraformTools();
    await inParallel(checkTypeScript(), checkOthers(tools));
  },
});

async function checkTypeScript(): Promise<void> {
  await step(
    'Biome: format and lint',
    tool(
      'node_modules/.bin/biome',
      ['check', '--error-on-warnings', '.'],
      '`node_modules/.bin/biome check --write .`',
    ),
  );
  await step('TypeScript: types', types('.'));
  await step('TypeScript: types of the console’s page', types('console'));
  await step(
    'knip: unused files, exports and dependencies',
    tool('node_modules/.bin/knip', [
      '--no-progress',
      '--treat-config-hints-as-errors',
    ]),
  );
}

async function checkOthers(tools: TerraformTools): Promise<void> {
  await step('Ruff: lint', tool(pythonBin('ruff'), ['check', 'localstack']));
  await step(
    'Ruff: format',
    tool(
      pythonBin('ruff'),
      ['format', '--check', 'localstack'],
      '`.local/python/bin/ruff format localstack`',
    ),
  );
  await step('ShellCheck', tool(pythonBin('shellcheck'), findShellFiles()));
  await step(
    'zizmor: workflows',
    tool(pythonBin('zizmor'), ['--offline', '--no-progress', '.github']),
  );
  await step('Licences of npm and Python packages', checkLicences);
  await step('Terraform: format', () => checkTerraformFormat(tools));
  await step('Terraform: validate', async () => {
    await checkTerraform(tools, ['validate', '-no-color']);
  });
}
