import { defineCommand } from '../cli/command.ts';
import { json } from '../cli/options.ts';
import { requireLiveStack } from '../stack/live-stack.ts';
import { debugOptions } from '../watch/debugger.ts';
import { watchSandbox } from '../watch/session.ts';

export default defineCommand({
  options: { PAYLOAD: json().default('{"count":3}'), ...debugOptions },
  async run({ options, settings, command }) {
    const { PAYLOAD, DEBUG, DEBUG_PORT } = options;
    const live = await requireLiveStack(settings);
    await watchSandbox(live, {
      payload: PAYLOAD,
      debugPort: DEBUG ? DEBUG_PORT : undefined,
      command,
    });
  },
});
