import { defineCommand } from '../cli/command.ts';
import { oneOf } from '../cli/options.ts';
import { readFunctions } from '../doctor/functions.ts';
import { exitCodeOf, formatStatus, toJson } from '../doctor/status.ts';
import { connect } from '../emulator/emulator.ts';
import { findRunning } from '../emulator/running.ts';
import { unlessOlder } from '../emulator/sandbox-api.ts';
import { isIamEnforced } from '../iam/enforcement.ts';
import { print } from '../output/log.ts';
import { stackFor } from '../stack/live-stack.ts';
import { describeSilence, describeStack } from '../stack/status.ts';

export default defineCommand({
  options: { FORMAT: oneOf(['text', 'json']).default('text') },
  async run({ options: { FORMAT }, settings }) {
    const stack = stackFor(settings);
    const running = await findRunning();
    const emulator = running && (await connect(running));
    const status = {
      process: running?.process,
      emulator,
      // Tested each time, because a setting alone would prove nothing.
      isIamEnforced: emulator && (await isIamEnforced(emulator)),
      functions: emulator && (await unlessOlder(readFunctions(emulator))),
      envName: stack.envName,
      stack:
        running && !emulator
          ? describeSilence(running.process)
          : await describeStack(stack, emulator),
    };
    if (FORMAT === 'json') {
      print(JSON.stringify(toJson(status), null, 2));
      process.exitCode = exitCodeOf(status);
    } else {
      print(formatStatus(status));
    }
  },
});
