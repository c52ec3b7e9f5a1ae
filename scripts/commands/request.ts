import { defineCommand } from '../cli/command.ts';
import { sandboxAccountId } from '../emulator/accounts.ts';
import { requireEmulator } from '../emulator/emulator.ts';
import {
  requestOptions,
  showRequest,
} from '../pipeline/requests/show-request.ts';

export default defineCommand({
  options: requestOptions,
  async run({ options }) {
    await showRequest(await requireEmulator(), sandboxAccountId, options);
  },
});
