import { existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import type { Bundle } from '../build/bundle.ts';
import { type Clients, createClients } from '../emulator/clients.ts';
import { type Emulator, requireEmulator } from '../emulator/emulator.ts';
import { findRunning } from '../emulator/running.ts';
import { done, step, warn } from '../output/log.ts';
import { findMissingResources } from '../pipeline/missing-resources.ts';
import {
  emulatorCredentials,
  localEnvironment,
} from '../system/environment.ts';
import { initialise } from '../terraform/init.ts';
import { parseOutputs, type StackOutputs } from '../terraform/outputs.ts';
import { assertPlainConfiguration } from '../terraform/plain-configuration.ts';
import { Terraform } from '../terraform/terraform.ts';
import type { TerraformTools } from '../toolchain/terraform-tools.ts';
import { apply, destroy } from './apply.ts';
import { findLeftBehind } from './import-leftovers.ts';
import { writeProviderOverride } from './provider-override.ts';
import {
  digestOfInputs,
  forgetState,
  readApplied,
  writeApplied,
} from './record.ts';
import { type Stack, stageStack } from './stage.ts';
import { whileEmulatorRuns } from './watch-emulator.ts';

/** Applies the stack if it is not there, or not in step with the code. */
export async function ensureStack(
  stack: Stack,
  emulator: Emulator,
  bundle: Bundle,
  tools: TerraformTools,
): Promise<StackOutputs> {
  const digest = digestOfInputs(stack, bundle, emulator);
  const applied = readApplied(stack);
  if (
    applied?.digest === digest &&
    applied.outputs &&
    applied.sessionId === emulator.sessionId &&
    (await answers(stack, applied.outputs, emulator))
  ) {
    done(
      `Stack ${stack.environment} is in step with the code, nothing to apply`,
    );
    return applied.outputs;
  }
  forgetStateOfAnotherRun(stack, emulator);
  const terraform = await prepareStack(stack, emulator, bundle, tools);
  return step(`Applying stack ${stack.environment}`, async () => {
    writeApplied(stack, { sessionId: emulator.sessionId });
    await whileEmulatorRuns(emulator, terraform, async () => {
      const wasCutOff =
        applied?.sessionId === emulator.sessionId && !applied.outputs;
      const leftBehind = wasCutOff
        ? await findLeftBehind(terraform, (region) =>
            connect(stack, emulator, region),
          )
        : [];
      await apply(stack, terraform, leftBehind);
    });
    const outputs = parseOutputs(await terraform.run(['output', '-json']));
    writeApplied(stack, { sessionId: emulator.sessionId, digest, outputs });
    return outputs;
  });
}

/** Stages the configuration for this emulator, ready for any subcommand. */
export async function prepareStack(
  stack: Stack,
  emulator: Emulator,
  bundle: Bundle,
  tools: TerraformTools,
): Promise<Terraform> {
  assertPlainConfiguration();
  stageStack(stack, bundle.path);
  const terraform = new Terraform(stack.folder, tools, {
    ...localEnvironment(),
    ...emulatorCredentials(emulator, stack.accountId),
  });
  await writeProviderOverride(stack, tools.terraform.path, emulator);
  await initialise(stack, terraform);
  return terraform;
}

/**
 * Destroys what the state names. Without an emulator nothing is left of it.
 *
 * @throws SandboxError if one runs, but does not answer.
 */
export async function destroyStack(
  stack: Stack,
  bundle: Bundle,
  tools: TerraformTools,
): Promise<void> {
  const emulator = (await findRunning()) && (await requireEmulator());
  if (emulator) {
    forgetStateOfAnotherRun(stack, emulator);
  }
  if (!hasState(stack)) {
    done(`Stack ${stack.environment} is not applied, nothing to destroy`);
    return;
  }
  if (!emulator) {
    forgetState(stack);
    done(`Stack ${stack.environment} was gone with the emulator`);
    return;
  }
  const terraform = await prepareStack(stack, emulator, bundle, tools);
  await step(`Destroying stack ${stack.environment}`, async () => {
    await whileEmulatorRuns(emulator, terraform, () => destroy(terraform));
    forgetState(stack);
  });
}

export function hasState(stack: Stack): boolean {
  return existsSync(stateOf(stack));
}

function stateOf({ folder }: Stack): string {
  return path.join(folder, 'terraform.tfstate');
}

/**
 * LocalStack forgets everything at its end; Terraform's state does not. A state
 * that came from elsewhere, even from AWS, names nothing in this emulator either.
 */
export function forgetStateOfAnotherRun(
  stack: Stack,
  emulator: Pick<Emulator, 'sessionId'>,
): void {
  const applied = readApplied(stack);
  if (!hasState(stack) || applied?.sessionId === emulator.sessionId) {
    return;
  }
  if (applied) {
    warn(
      `The emulator was restarted since stack ${stack.environment} was applied: its resources are gone`,
    );
    forgetState(stack);
  } else {
    // It may be somebody's only copy.
    renameSync(stateOf(stack), path.join(stack.folder, 'foreign.tfstate'));
    warn(
      `The state of stack ${stack.environment} was made by no apply of this sandbox: set aside as foreign.tfstate`,
    );
  }
}

/** Whether the resources that hold data or code are really there. */
export async function answers(
  stack: Stack,
  outputs: StackOutputs,
  emulator: Emulator,
): Promise<boolean> {
  const clients = connect(stack, emulator, outputs.aws_region);
  return (await findMissingResources(clients, outputs)).length === 0;
}

function connect(
  { accountId }: Stack,
  emulator: Emulator,
  region: string,
): Clients {
  return createClients(emulator, { region, accountId });
}
