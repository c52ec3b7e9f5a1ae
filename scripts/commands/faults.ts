import { command } from '../cli/command.ts';
import {
  createFaultSwitch,
  describeFaults,
  readFaultPlan,
} from '../guarantees/faults.ts';
import { print } from '../output/log.ts';
import { requireSandbox } from '../stack/live-stack.ts';
import { inherited } from '../system/environment.ts';

await command(async (settings) => {
  const plan = readFaultPlan(inherited);
  const { emulator, outputs } = await requireSandbox(settings);
  const faults = createFaultSwitch(emulator, outputs.lambda_role_arn);
  if (inherited.OFF) {
    await faults.turnOff();
  } else if (plan) {
    await faults.turnOn(plan);
  }
  print(describeFaults(await faults.read()));
});
