import { readFileSync } from 'node:fs';
import { command } from '../cli/command.ts';
import { makeCleanRoot } from '../lib/newcomer/clean-root.ts';
import { publishHead } from '../lib/newcomer/clone.ts';
import { followStep } from '../lib/newcomer/follow-step.ts';
import { lendTerraform } from '../lib/newcomer/lend-terraform.ts';
import { readPackages } from '../lib/newcomer/read-packages.ts';
import { readSteps } from '../lib/newcomer/read-steps.ts';
import { Shell } from '../lib/newcomer/shell.ts';
import { seconds, step } from '../output/log.ts';
import { downloadEnvironment } from '../system/environment.ts';

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
  const clonedAt = performance.now();
  let hasPayments = false;
  try {
    for (const each of [clone, ...steps]) {
      const { printed } = await followStep(newcomer, document, each);
      if (!hasPayments && printed.includes('3 payments in the table.')) {
        hasPayments = true;
        const elapsed = seconds(performance.now() - clonedAt);
        process.stdout.write(
          `⏱ newcomer: from clone to three payments: ${elapsed}\n`,
        );
      }
    }
  } finally {
    newcomer.leave();
  }
}, downloadEnvironment());
