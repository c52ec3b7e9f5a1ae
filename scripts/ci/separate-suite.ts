import {
  type ChildEnv,
  dockerEnvironment,
  downloadEnvironment,
} from '../system/environment.ts';
import { withSandboxLock } from '../system/lock.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureHostTools } from '../toolchain/host-tools.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

/**
 * Runs a suite that breaks, attacks or kills a separate sandbox, which shares
 * this one's downloads.
 */
export async function runSeparateSuite(
  command: string,
  project: Parameters<typeof runVitest>[0],
  variables: ChildEnv = {},
): Promise<void> {
  await withSandboxLock(command, async () => {
    await ensureHostTools();
    await ensureTerraformTools();
  });
  await runVitest(project, {
    ...downloadEnvironment(),
    ...dockerEnvironment(),
    ...variables,
  });
}
