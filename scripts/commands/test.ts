import { defineCommand } from '../cli/command.ts';
import { userEnvironment } from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { forgetReports, readReports } from '../testing/report.ts';

const parts = ['lint', 'unit', 'e2e'];

export default defineCommand({
  async run() {
    forgetReports();
    for (const part of parts) {
      await run(process.execPath, [inRepository('scripts', 'main.ts'), part], {
        env: { ...userEnvironment() },
        live: true,
        next: `fix what failed, then \`make ${part}\``,
      });
    }
    const { passed, failed } = readReports();
    process.stdout.write(`${passed} passed, ${failed} failed\n`);
  },
});
