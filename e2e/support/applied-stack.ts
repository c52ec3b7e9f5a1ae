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

const stack = localStack('e2e', e2eAccountId);

/** Applies terraform/ to the running emulator, in an account that holds nothing else. */
export async function applyStack(): Promise<LiveStack> {
  const emulator = await requireEmulator();
  const tools = await ensureTerraformTools();
  const outputs = await ensureStack(
    stack,
    emulator,
    await buildBundle(),
    tools,
  );
  const clients = createClients(emulator, {
    region: outputs.aws_region,
    accountId: stack.accountId,
  });
  return { emulator, outputs, clients };
}

/** Terraform in the stack's folder, ready for any subcommand. */
export async function prepareTerraform({
  emulator,
}: LiveStack): Promise<Terraform> {
  const tools = await ensureTerraformTools();
  return prepareStack(stack, emulator, await buildBundle(), tools);
}

export async function destroyAppliedStack(): Promise<void> {
  const tools = await ensureTerraformTools();
  await destroyStack(stack, await buildBundle(), tools);
}
