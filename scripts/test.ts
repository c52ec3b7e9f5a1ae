import { command } from './lib/command.ts';
import { inherited } from './lib/environment.ts';
import { inRepository } from './lib/paths.ts';
import { run } from './lib/run.ts';
import { forgetReports, readReports } from './lib/test-report.ts';

const parts = ['lint', 'unit', 'e2e'];

await command(async () => {
  forgetReports();
  for (const part of parts) {
    await run(process.execPath, [inRepository('scripts', `${part}.ts`)], {
      env: Object.fromEntries(
        Object.entries(inherited).filter(
          (entry): entry is [string, string] => entry[1] !== undefined,
        ),
      ),
      live: true,
      next: `mend what failed, then \`make ${part}\``,
    });
  }
  const { passed, failed } = readReports();
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
});
