import { command } from '../cli/command.ts';
import {
  dockerEnvironment,
  downloadEnvironment,
  inherited,
} from '../system/environment.ts';
import { withSandboxLock } from '../system/lock.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureDynamoDbLocal } from '../toolchain/dynamodb-local.ts';
import { ensurePython } from '../toolchain/python.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';

await command(async ({ engine }) => {
  // The suite attacks a sandbox of its own, which takes the downloads from here.
  await withSandboxLock('make e2e-security', async () => {
    await ensurePython('host');
    await ensureDynamoDbLocal();
    await ensureTerraformTools();
  });
  await runVitest('security', {
    ...downloadEnvironment(),
    ...dockerEnvironment(),
    ...(inherited.CHROMIUM && { CHROMIUM: inherited.CHROMIUM }),
    ENGINE: engine === 'docker' ? 'docker' : 'host',
  });
});
