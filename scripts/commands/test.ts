import { defineCommand } from '../cli/command.ts';
import { flag } from '../cli/options.ts';
import { userEnvironment } from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { forgetReports, readReports } from '../testing/report.ts';

const parts = ['lint', 'unit', 'e2e'];

export default defineCommand({
  // Read by the parts, which get the user's variables.
  options: { TIMES: flag() },
  async run() {
    forgetReports();
    for (const part of parts) {
      await run(process.execPath, [inRepository('scripts', 'main.ts'), part], {
        // TYPED_OPTIONS is of this command.
        env: { ...userEnvironment(), TYPED_OPTIONS: '' },
        live: true,
        next: `fix what failed, then \`make ${part}\``,
      });
    }
    const { passed, failed } = readReports();
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  },
});
