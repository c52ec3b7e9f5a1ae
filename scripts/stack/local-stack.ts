import type { Bundle } from '../build/bundle.ts';
import { type Emulator, requireEmulator } from '../emulator/emulator.ts';
import { findRunning } from '../emulator/running.ts';
import { setAutosaveAttachments } from '../emulator/snapshots/api.ts';
import { WatchedCodeApi } from '../emulator/watched-code.ts';
import { SandboxError } from '../output/errors.ts';
import { done, step } from '../output/log.ts';
import {
  emulatorCredentials,
  localEnvironment,
} from '../system/environment.ts';
import { initialise } from '../terraform/init.ts';
import { parseOutputs, type StackOutputs } from '../terraform/outputs.ts';
import { assertPlainConfiguration } from '../terraform/plain-configuration.ts';
import { Terraform, waitForOrphan } from '../terraform/terraform.ts';
import type { TerraformTools } from '../toolchain/terraform-tools.ts';
import { apply, destroy } from './apply.ts';
import { findLeftBehind } from './import-leftovers.ts';
import { writeProviderOverride } from './provider-override.ts';
import { digestOfInputs, readApplied, writeApplied } from './record.ts';
import { connect, resourcesExist } from './resources.ts';
import { collectAttachments } from './snapshots/attachments.ts';
import { type Stack, stageStack } from './stage.ts';
import {
  dropDamagedState,
  forgetState,
  forgetStateOfAnotherRun,
  hasState,
  isDamaged,
} from './state.ts';
import { whileEmulatorRuns } from './watch-emulator.ts';

/** Applies the stack unless it is in step with the code; `always` applies it then too. */
export async function ensureStack(
  stack: Stack,
  emulator: Emulator,
  bundle: Bundle,
  tools: TerraformTools,
  { always = false } = {},
): Promise<StackOutputs> {
  const digest = digestOfInputs(stack, bundle);
  const { sessionId, endpoint } = emulator;
  const applied = readApplied(stack);
  if (
    !always &&
    applied?.digest === digest &&
    applied.outputs &&
    applied.sessionId === sessionId &&
    (await resourcesExist(stack, applied.outputs, emulator))
  ) {
    await endWatchedCode(stack, emulator, applied.outputs);
    done(`Stack ${stack.envName} is in step with the code, nothing to apply`);
    return applied.outputs;
  }
  await waitForOrphan(stack.folder);
  forgetStateOfAnotherRun(stack, emulator);
  const wasDamaged = dropDamagedState(stack);
  const terraform = await prepareStack(stack, emulator, bundle, tools);
  return step(`Applying stack ${stack.envName}`, async () => {
    writeApplied(stack, { sessionId, endpoint });
    await whileEmulatorRuns(emulator, terraform, async () => {
      const wasCutOff = applied?.sessionId === sessionId && !applied.outputs;
      const leftBehind =
        wasCutOff || wasDamaged
          ? await findLeftBehind(terraform, (region) =>
              connect(stack, emulator, region),
            )
          : [];
      await apply(stack, terraform, leftBehind);
    });
    const outputs = parseOutputs(await terraform.run(['output', '-json']));
    writeApplied(stack, { sessionId, endpoint, digest, outputs });
    await endWatchedCode(stack, emulator, outputs);
    await setAutosaveAttachments(emulator, collectAttachments(emulator));
    return outputs;
  });
}

/** A watch that was killed may have left its code running. */
async function endWatchedCode(
  { accountId }: Stack,
  emulator: Emulator,
  outputs: StackOutputs,
): Promise<void> {
  const code = new WatchedCodeApi(emulator, accountId, outputs);
  if ((await code.read()).watched) {
    await code.end();
    done('The applied code runs again, in place of watched code');
  }
}

/** Stages the configuration for this emulator, ready for any subcommand. */
export async function prepareStack(
  stack: Stack,
  emulator: Emulator,
  bundle: Bundle,
  tools: TerraformTools,
): Promise<Terraform> {
  assertPlainConfiguration();
  await waitForOrphan(stack.folder);
  if (isDamaged(stack)) {
    throw new SandboxError(
      `The state of stack ${stack.envName} cannot be read.`,
      {
        why: 'Terraform was killed while it wrote it.',
        next: '`make local-up`, which finds the resources again',
      },
    );
  }
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
 * Destroys the resources in the state. Without an emulator none exists any more.
 *
 * @throws SandboxError if an emulator runs but does not respond.
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
    done(`Stack ${stack.envName} is not applied, nothing to destroy`);
    return;
  }
  if (!emulator) {
    forgetState(stack);
    done(`Stack ${stack.envName} was lost with the emulator`);
    return;
  }
  const terraform = await prepareStack(stack, emulator, bundle, tools);
  await step(`Destroying stack ${stack.envName}`, async () => {
    await whileEmulatorRuns(emulator, terraform, () => destroy(terraform));
    forgetState(stack);
    await setAutosaveAttachments(emulator, collectAttachments(emulator));
  });
}
