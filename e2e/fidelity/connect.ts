import { type Clients, createClients } from '../../scripts/emulator/clients.ts';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import { fidelityAccountId } from '../support/accounts.ts';

/** Clients in an account that holds nothing else. */
export async function connect(): Promise<Clients> {
  return createClients(await requireEmulator(), {
    region: 'us-east-1',
    accountId: fidelityAccountId,
  });
}
