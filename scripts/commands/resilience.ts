import { runSeparateSuite } from '../ci/separate-suite.ts';
import { defineCommand } from '../cli/command.ts';

export default defineCommand({
  async run({ settings: { engine }, command }) {
    await runSeparateSuite(
      command,
      engine === 'docker' ? 'resilience-docker' : 'resilience',
    );
  },
});
