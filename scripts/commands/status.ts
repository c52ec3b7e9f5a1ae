import { defineCommand } from '../cli/command.ts';
import { oneOf } from '../cli/options.ts';
import { readStatus } from '../doctor/read-status.ts';
import { exitCodeOf, formatStatus, toJson } from '../doctor/status.ts';
import { print } from '../output/log.ts';

export default defineCommand({
  options: { FORMAT: oneOf(['text', 'json']).default('text') },
  async run({ options: { FORMAT }, settings }) {
    const status = await readStatus(settings);
    if (FORMAT === 'json') {
      print(JSON.stringify(toJson(status), null, 2));
      process.exitCode = exitCodeOf(status);
    } else {
      print(formatStatus(status));
    }
  },
});
