import { styleText } from 'node:util';
import { command } from './lib/command.ts';
import type { Check, Finding } from './lib/doctor/finding.ts';
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
import { SandboxError } from './lib/errors.ts';

const marks = {
  found: styleText('green', '✔'),
  note: styleText('yellow', '!'),
  missing: styleText('red', '✘'),
  wrong: styleText('red', '✘'),
};

await command(async (settings) => {
  const checks: Check[] = [
    checkNode,
    checkPython,
    checkTerraform,
    () => checkProvider(),
    checkDisk,
    () => checkPort(settings),
    () => checkStack(settings),
    checkLock,
    checkEnvironment,
  ];
  const findings = (await Promise.all(checks.map((check) => check()))).flat();
  process.stdout.write(findings.map(formatFinding).join(''));

  const open = findings.filter(({ mend }) => mend !== undefined);
  if (open.length > 0) {
    throw new SandboxError(
      `${open.length} of ${findings.length} findings need a mend.`,
      {
        next: open.map(({ mend }) => mend).join('\n      '),
      },
    );
  }
});

function formatFinding({ state, subject, detail, mend }: Finding): string {
  const problem = state === 'missing' || state === 'wrong' ? `${state}: ` : '';
  const lines = [`${marks[state]} ${subject.padEnd(13)}  ${problem}${detail}`];
  return `${[...lines, ...(mend ? [`${' '.repeat(17)}Next: ${mend}`] : [])].join('\n')}\n`;
}
