import { command } from '../cli/command.ts';
import { inherited } from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { forgetReports, readReports } from '../testing/report.ts';

const parts = ['lint', 'unit', 'e2e'];

await command(async () => {
  forgetReports();
  for (const part of parts) {
    await run(
      process.execPath,
      [inRepository('scripts', 'commands', `${part}.ts`)],
      {
        env: Object.fromEntries(
          Object.entries(inherited).filter(
            (entry): entry is [string, string] => entry[1] !== undefined,
          ),
        ),
        live: true,
        next: `mend what failed, then \`make ${part}\``,
      },
    );
  }
  const { passed, failed } = readReports();
  process.stdout.write(`${passed} passed, ${failed} failed\n`);
});
