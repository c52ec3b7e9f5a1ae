import { defineCommand } from '../cli/command.ts';
import { integer } from '../cli/options.ts';
import {
  dockerEnvironment,
  downloadEnvironment,
} from '../system/environment.ts';
import { withSandboxLock } from '../system/lock.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureHostTools } from '../toolchain/host-tools.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

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
    // The suite kills a separate sandbox, which shares this one's downloads.
    await withSandboxLock(command, async () => {
      await ensureHostTools();
      await ensureTerraformTools();
    });
    await runVitest('snapshots', {
      ...downloadEnvironment(),
      ...dockerEnvironment(),
      ENGINE: engine === 'docker' ? 'docker' : 'host',
      RUNS: String(RUNS),
      KILLS: String(KILLS),
      SEED: String(SEED),
    });
  },
});
