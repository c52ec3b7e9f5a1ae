import { runSeparateSuite } from '../ci/separate-suite.ts';
import { defineCommand } from '../cli/command.ts';
import { integer } from '../cli/options.ts';

export default defineCommand({
  options: { EDITS: integer({ min: 1, max: 10_000 }).default(50) },
  async run({ options: { EDITS }, command }) {
    await runSeparateSuite(command, 'watch', { EDITS: String(EDITS) });
  },
});
