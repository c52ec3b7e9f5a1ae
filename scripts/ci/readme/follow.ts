import { readFileSync } from 'node:fs';
import { defineCommand, runCommand } from '../../cli/command.ts';
import { seconds, step } from '../../output/log.ts';
import { downloadEnvironment } from '../../system/environment.ts';
import { bindMountTerraform } from './bind-mount-terraform.ts';
import { makeCleanRoot } from './clean-root.ts';
import { publishHead } from './clone.ts';
import { followStep } from './follow-step.ts';
import { readPackages } from './read-packages.ts';
import { readSteps } from './read-steps.ts';
import { Shell } from './shell.ts';

const followReadme = defineCommand({
  environment: downloadEnvironment,
  async run() {
    const document = process.argv[2] ?? 'README.md';
    const [prerequisites, ...steps] = readSteps(readFileSync(document, 'utf8'));
    const packages = readPackages(prerequisites);

    await step(`Making a clean Debian with ${packages.join(', ')}`, () =>
      makeCleanRoot(packages),
    );
    await bindMountTerraform();

    const clone = { line: 1, command: await publishHead() };
    const shell = new Shell();
    const clonedAt = performance.now();
    let hasPayments = false;
    try {
      for (const each of [clone, ...steps]) {
        const { printed } = await followStep(shell, document, each);
        if (!hasPayments && printed.includes('3 payments in the table.')) {
          hasPayments = true;
          const elapsed = seconds(performance.now() - clonedAt);
          process.stdout.write(
            `⏱ readme-check: from clone to three payments: ${elapsed}\n`,
          );
        }
      }
    } finally {
      shell.leave();
    }
  },
});

await runCommand('scripts/ci/readme-check', followReadme);
