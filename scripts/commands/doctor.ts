import { defineCommand } from '../cli/command.ts';
import { checkDocker } from '../doctor/docker.ts';
import {
  checkDisk,
  checkEnvironment,
  checkHostEngine,
  checkPort,
} from '../doctor/machine.ts';
import { checkLock, checkStack } from '../doctor/stack.ts';
import {
  checkNode,
  checkProvider,
  checkPython,
  checkTerraform,
} from '../doctor/tools.ts';
import { type Check, reportFindings } from '../output/findings.ts';

export default defineCommand({
  async run({ settings }) {
    const checks: Check[] = [
      checkNode,
      checkPython,
      checkTerraform,
      () => checkProvider(),
      () => checkDocker(settings),
      () => checkHostEngine(),
      checkDisk,
      () => checkPort(settings),
      () => checkStack(settings),
      checkLock,
      checkEnvironment,
    ];
    const findings = (await Promise.all(checks.map((check) => check()))).flat();
    reportFindings(findings);
  },
});
