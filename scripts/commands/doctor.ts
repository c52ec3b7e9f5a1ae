import { defineCommand } from '../cli/command.ts';
import { oneOf } from '../cli/options.ts';
import { checkDocker } from '../doctor/docker.ts';
import {
  checkDisk,
  checkEnvironment,
  checkHostEngine,
  checkPort,
} from '../doctor/machine.ts';
import { checkAwsCli, checkPrograms } from '../doctor/programs.ts';
import { checkLock, checkStack } from '../doctor/stack.ts';
import {
  checkNode,
  checkProvider,
  checkPython,
  checkTerraform,
} from '../doctor/tools.ts';
import { checkVariables } from '../doctor/variables.ts';
import {
  type Check,
  findingFormats,
  reportFindings,
} from '../output/findings.ts';

export default defineCommand({
  options: { FORMAT: oneOf(findingFormats).default('text') },
  async run({ options: { FORMAT }, settings }) {
    const checks: Check[] = [
      () => checkPrograms(),
      checkNode,
      checkPython,
      checkTerraform,
      () => checkProvider(),
      checkAwsCli,
      () => checkDocker(settings),
      () => checkHostEngine(),
      checkDisk,
      () => checkPort(settings),
      () => checkStack(settings),
      checkLock,
      checkEnvironment,
      () => checkVariables(),
    ];
    const findings = (await Promise.all(checks.map((check) => check()))).flat();
    reportFindings(findings, FORMAT);
  },
});
