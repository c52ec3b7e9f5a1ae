import { fidelityAccountId } from '../../scripts/lib/accounts.ts';
import { type Clients, createClients } from '../../scripts/lib/clients.ts';
import { requireEmulator } from '../../scripts/lib/emulator.ts';

/** Clients in an account that holds nothing else. */
export async function connect(): Promise<Clients> {
  return createClients(await requireEmulator(), {
    region: 'us-east-1',
    accountId: fidelityAccountId,
  });
}
