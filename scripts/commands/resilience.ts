import { command } from '../cli/command.ts';
import {
  dockerEnvironment,
  downloadEnvironment,
} from '../system/environment.ts';
import { withSandboxLock } from '../system/lock.ts';
import { runVitest } from '../testing/vitest.ts';
import { ensureDynamoDbLocal } from '../toolchain/dynamodb-local.ts';
import { ensurePython } from '../toolchain/python.ts';

await command(async ({ engine }) => {
  // The suite breaks a checkout of its own, which takes the downloads from here.
  await withSandboxLock('make resilience', async () => {
    await ensurePython('host');
    await ensureDynamoDbLocal();
  });
  await runVitest(engine === 'docker' ? 'resilience-docker' : 'resilience', {
    ...downloadEnvironment(),
    ...dockerEnvironment(),
  });
});
