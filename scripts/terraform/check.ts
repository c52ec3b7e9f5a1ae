import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { localEnvironment } from '../system/environment.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { ensureTerraform, toTest } from '../toolchain/terraform.ts';
import type { TerraformTools } from '../toolchain/terraform-tools.ts';
import { assertPlainConfiguration } from './plain-configuration.ts';
import { pluginEnvironment } from './terraform.ts';

/**
 * Runs a subcommand such as `validate` on a copy of terraform/, which is only
 * read. No provider override is there and nothing is called: neither AWS nor
 * the emulator.
 */
export async function checkTerraform(
  { terraform, cliConfig }: TerraformTools,
  args: string[],
): Promise<string> {
  assertPlainConfiguration();
  const program =
    args[0] === 'test' ? await ensureTerraform(toTest) : terraform;
  const folder = inLocal('terraform', 'check');
  rmSync(folder, { recursive: true, force: true });
  cpSync(inRepository('terraform'), folder, { recursive: true });
  const runTerraform = (...command: string[]) =>
    run(program.path, command, {
      cwd: folder,
      env: {
        ...localEnvironment(),
        ...pluginEnvironment(),
        TF_CLI_CONFIG_FILE: cliConfig,
      },
    });
  await runTerraform('init', '-backend=false', '-lockfile=readonly');
  return runTerraform(...args);
}

/** Formatting is checked in place, so that the printed file names are the real ones. */
export async function checkTerraformFormat({
  terraform,
}: TerraformTools): Promise<void> {
  await run(terraform.path, ['fmt', '-check', '-diff', '-recursive'], {
    cwd: path.join(inRepository(), 'terraform'),
    env: localEnvironment(),
    next: '`terraform fmt -recursive terraform`',
  });
}
