import { runSeparateSuite } from '../ci/separate-suite.ts';
import { defineCommand } from '../cli/command.ts';
import { text } from '../cli/options.ts';

export default defineCommand({
  options: { CHROMIUM: text().optional() },
  async run({ options: { CHROMIUM }, settings: { engine }, command }) {
    await runSeparateSuite(command, 'security', {
      ...(CHROMIUM && { CHROMIUM }),
      ENGINE: engine === 'docker' ? 'docker' : 'host',
    });
  },
});
