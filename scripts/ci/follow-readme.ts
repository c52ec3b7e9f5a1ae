import { readFileSync } from 'node:fs';
import { command } from '../lib/command.ts';
import { downloadEnvironment } from '../lib/environment.ts';
import { step } from '../lib/log.ts';
import { makeCleanRoot } from '../lib/newcomer/clean-root.ts';
import { publishHead } from '../lib/newcomer/clone.ts';
import { followStep } from '../lib/newcomer/follow-step.ts';
import { lendTerraform } from '../lib/newcomer/lend-terraform.ts';
import { readPackages } from '../lib/newcomer/read-packages.ts';
import { readSteps } from '../lib/newcomer/read-steps.ts';
import { Shell } from '../lib/newcomer/shell.ts';

await command(async () => {
  const document = process.argv[2] ?? 'README.md';
  const [prerequisites, ...steps] = readSteps(readFileSync(document, 'utf8'));
  const packages = readPackages(prerequisites);

  await step(`Making a clean Debian with ${packages.join(', ')}`, () =>
    makeCleanRoot(packages),
  );
  await lendTerraform();

  const clone = { line: 1, command: await publishHead() };
  const newcomer = new Shell();
  let sinceClone = 0;
  try {
    for (const each of [clone, ...steps]) {
      const { printed, seconds } = await followStep(newcomer, document, each);
      sinceClone += seconds;
      if (printed.includes('3 payments in the table.')) {
        process.stdout.write(
          `⏱ newcomer: from clone to three payments: ${sinceClone} s\n`,
        );
      }
    }
  } finally {
    newcomer.leave();
  }
}, downloadEnvironment());
