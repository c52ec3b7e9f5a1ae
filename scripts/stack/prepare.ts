import type { Bundle } from '../build/bundle.ts';
import { ensureBundle } from '../build/ensure-bundle.ts';
import { prebuildCommands } from '../build/prebuild-commands.ts';
import type { Settings } from '../cli/settings.ts';
import type { Engine } from '../emulator/engine.ts';
import { selectEngine } from '../emulator/select-engine.ts';
import { inParallel } from '../system/in-parallel.ts';
import { assertPlainConfiguration } from '../terraform/plain-configuration.ts';
import {
  ensureTerraformAndProvider,
  type TerraformTools,
} from '../toolchain/terraform-tools.ts';

/** What is needed to start an emulator and to apply a stack. */
export interface Prepared {
  engine: Engine;
  tools: TerraformTools;
  bundle: Bundle;
}

/** Installs and builds all that is missing. */
export async function prepareSandbox(settings: Settings): Promise<Prepared> {
  const prepared = await prepareStart(settings);
  await prepared.engine.prepareLaterStarts();
  return prepared;
}

/**
 * Installs what is missing for a start, and builds the bundle and the commands,
 * all at the same time.
 *
 * @throws SandboxError if terraform/ could point Terraform at another target.
 */
export async function prepareStart(settings: Settings): Promise<Prepared> {
  assertPlainConfiguration();
  const engine = await selectEngine(settings);
  const [, tools, bundle] = await inParallel(
    // Installs tflocal too, together with what the engine needs of Python.
    engine.prepare(),
    ensureTerraformAndProvider(),
    ensureBundle(),
    prebuildCommands(),
  );
  return { engine, tools, bundle };
}
