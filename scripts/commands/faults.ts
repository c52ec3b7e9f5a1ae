import { defineCommand } from '../cli/command.ts';
import {
  createFaultSwitch,
  describeFaults,
  faultOptions,
  toFaultPlan,
} from '../guarantees/faults.ts';
import { print } from '../output/log.ts';
import { requireLiveStack } from '../stack/live-stack.ts';

export default defineCommand({
  options: faultOptions,
  async run({ options, settings }) {
    const plan = toFaultPlan(options);
    const { emulator, outputs } = await requireLiveStack(settings);
    const faults = createFaultSwitch(emulator, outputs.lambda_role_arn);
    if (plan === 'off') {
      await faults.turnOff();
    } else if (plan) {
      await faults.turnOn(plan);
    }
    print(describeFaults(await faults.read()));
  },
});
