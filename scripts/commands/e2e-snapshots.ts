import { runSeparateSuite } from '../ci/separate-suite.ts';
import { defineCommand } from '../cli/command.ts';
import { integer } from '../cli/options.ts';

export default defineCommand({
  options: {
    RUNS: integer({ min: 1, max: 10_000 }).default(5),
    KILLS: integer({ min: 1, max: 1000 }).default(3),
    SEED: integer({ min: 0, max: 2 ** 31 }).optional(),
  },
  async run({
    options: { RUNS, KILLS, SEED = Date.now() % 2 ** 31 },
    settings: { engine },
    command,
  }) {
    await runSeparateSuite(command, 'snapshots', {
      ENGINE: engine === 'docker' ? 'docker' : 'host',
      RUNS: String(RUNS),
      KILLS: String(KILLS),
      SEED: String(SEED),
    });
  },
});
