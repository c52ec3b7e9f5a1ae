import { defineCommand } from '../cli/command.ts';
import { sandboxAccountId } from '../emulator/accounts.ts';
import { requireEmulator } from '../emulator/emulator.ts';
import {
  requestsOptions,
  showRequests,
} from '../pipeline/requests/show-requests.ts';

export default defineCommand({
  options: requestsOptions,
  async run({ options }) {
    await showRequests(await requireEmulator(), sandboxAccountId, options);
  },
});
