import { command } from './cli/command.ts';
import { checkDocker } from './lib/doctor/docker.ts';
import {
  checkDisk,
  checkEnvironment,
  checkPort,
} from './lib/doctor/machine.ts';
import { checkLock, checkStack } from './lib/doctor/sandbox.ts';
import {
  checkNode,
  checkProvider,
  checkPython,
  checkTerraform,
} from './lib/doctor/tools.ts';
import type { Check } from './output/findings.ts';
import { reportFindings } from './output/report-findings.ts';

await command(async (settings) => {
  const checks: Check[] = [
    checkNode,
    checkPython,
    checkTerraform,
    () => checkProvider(),
    () => checkDocker(settings),
    checkDisk,
    () => checkPort(settings),
    () => checkStack(settings),
    checkLock,
    checkEnvironment,
  ];
  const findings = (await Promise.all(checks.map((check) => check()))).flat();
  reportFindings(findings);
});
