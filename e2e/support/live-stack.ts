import { buildBundle } from '../../scripts/build/bundle.ts';
import { e2eAccountId } from '../../scripts/emulator/accounts.ts';
import { type Clients, createClients } from '../../scripts/emulator/clients.ts';
import {
  type Emulator,
  requireEmulator,
} from '../../scripts/emulator/emulator.ts';
import {
  destroyStack,
  ensureStack,
  prepareStack,
} from '../../scripts/stack/local-stack.ts';
import { localStack } from '../../scripts/stack/stage.ts';
import type { StackOutputs } from '../../scripts/terraform/outputs.ts';
import type { Terraform } from '../../scripts/terraform/terraform.ts';
import { ensureTerraformTools } from '../../scripts/toolchain/terraform-tools.ts';

/** A separate stack for a suite, in a separate account. */
export interface LiveStack {
  emulator: Emulator;
  outputs: StackOutputs;
  clients: Clients;
  /** Terraform in the stack's folder, ready for any subcommand. */
  terraform: Terraform;
}

/** Applies terraform/ under an environment name that only one suite uses. */
export async function applyLiveStack(
  environment: string,
  accountId = e2eAccountId,
): Promise<LiveStack> {
  const stack = localStack(environment, accountId);
  const emulator = await requireEmulator();
  const tools = await ensureTerraformTools();
  const bundle = await buildBundle();
  const outputs = await ensureStack(stack, emulator, bundle, tools);
  const terraform = await prepareStack(stack, emulator, bundle, tools);
  const clients = createClients(emulator, {
    region: outputs.aws_region,
    accountId,
  });
  return { emulator, outputs, clients, terraform };
}

export async function destroyLiveStack(
  environment: string,
  accountId = e2eAccountId,
): Promise<void> {
  const tools = await ensureTerraformTools();
  const bundle = await buildBundle();
  await destroyStack(localStack(environment, accountId), bundle, tools);
}
