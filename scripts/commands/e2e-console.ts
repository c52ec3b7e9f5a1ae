import { runSeparateSuite } from '../ci/separate-suite.ts';
import { defineCommand } from '../cli/command.ts';
import { flag, text } from '../cli/options.ts';

export default defineCommand({
  options: { CHROMIUM: text().optional(), IMAGES: flag() },
  async run({ options: { CHROMIUM, IMAGES }, command }) {
    await runSeparateSuite(command, 'console', {
      ...(CHROMIUM && { CHROMIUM }),
      ...(IMAGES && { IMAGES: '1' }),
    });
  },
});
