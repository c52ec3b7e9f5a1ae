import { type Clients, createClients } from '../emulator/clients.ts';
import type { Emulator } from '../emulator/emulator.ts';
import { findMissingResources } from '../pipeline/missing-resources.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import type { Stack } from './stage.ts';

/** Whether the resources that hold data or code are really there. */
export async function resourcesExist(
  stack: Stack,
  outputs: StackOutputs,
  emulator: Emulator,
): Promise<boolean> {
  const clients = connect(stack, emulator, outputs.aws_region);
  return (await findMissingResources(clients, outputs)).length === 0;
}

export function connect(
  { accountId }: Stack,
  emulator: Emulator,
  region: string,
): Clients {
  return createClients(emulator, { region, accountId });
}
