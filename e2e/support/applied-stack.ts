import { buildBundle } from '../../scripts/build/bundle.ts';
import { e2eAccountId } from '../../scripts/emulator/accounts.ts';
import { createClients } from '../../scripts/emulator/clients.ts';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import {
  destroyStack,
  ensureStack,
  prepareStack,
} from '../../scripts/stack/local-stack.ts';
import { localStack } from '../../scripts/stack/stage.ts';
import type { Terraform } from '../../scripts/terraform/terraform.ts';
import { ensureTerraformTools } from '../../scripts/toolchain/terraform-tools.ts';
import type { LiveStack } from './restored-sandbox.ts';

/** A separate stack in the running emulator, in a separate account. */
export interface AppliedStack extends LiveStack {
  /** Terraform in the stack's folder, ready for any subcommand. */
  terraform: Terraform;
}

/** Applies terraform/, whatever was applied before. */
export async function applyStack(environment: string): Promise<AppliedStack> {
  const stack = localStack(environment, e2eAccountId);
  const emulator = await requireEmulator();
  const tools = await ensureTerraformTools();
  const bundle = await buildBundle();
  const outputs = await ensureStack(stack, emulator, bundle, tools);
  const terraform = await prepareStack(stack, emulator, bundle, tools);
  const clients = createClients(emulator, {
    region: outputs.aws_region,
    accountId: e2eAccountId,
  });
  return { emulator, outputs, clients, terraform };
}

export async function destroyAppliedStack(environment: string): Promise<void> {
  const tools = await ensureTerraformTools();
  const bundle = await buildBundle();
  await destroyStack(localStack(environment, e2eAccountId), bundle, tools);
}
