import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Emulator } from '../emulator/emulator.ts';
import { SandboxError } from '../output/errors.ts';
import {
  emulatorCredentials,
  localEnvironment,
} from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { services } from '../terraform/services.ts';
import { pythonBin } from '../toolchain/python.ts';
import type { Stack } from './stage.ts';

const overrideFile = 'localstack_providers_override.tf';

/**
 * Lets tflocal write the provider override that points the staged
 * configuration to the emulator, and checks that it points nowhere else.
 */
export async function writeProviderOverride(
  stack: Stack,
  terraformPath: string,
  emulator: Pick<Emulator, 'endpoint' | 'secretAccessKey'>,
): Promise<void> {
  const output = await run(
    pythonBin('python'),
    [inRepository('localstack', 'tflocal_override.py'), services.join(',')],
    {
      cwd: stack.folder,
      env: {
        ...localEnvironment(),
        ...emulatorCredentials(emulator, stack.accountId),
        CUSTOMIZE_ACCESS_KEY: '1',
        DISABLE_DEPRECATION_NOTICE: '1',
        DRY_RUN: '1',
        // tflocal's own default is a public DNS name.
        S3_HOSTNAME: '127.0.0.1',
        TF_CMD: terraformPath,
      },
    },
  );
  const file = path.join(stack.folder, overrideFile);
  if (!existsSync(file)) {
    throw new SandboxError('tflocal wrote no provider override.', {
      why: output,
      next: '`rm -rf .local/python`, then run the command again',
    });
  }
  assertPointsOnlyTo(emulator.endpoint, readFileSync(file, 'utf8'));
}

/** @throws SandboxError if the override names any address but the emulator's. */
export function assertPointsOnlyTo(endpoint: string, override: string): void {
  const addresses = override.match(/"[a-z0-9+]+:\/\/[^"]*"/gi) ?? [];
  const others = addresses.filter((address) => address !== `"${endpoint}"`);
  if (addresses.length === 0 || others.length > 0) {
    throw new SandboxError('The provider override cannot be trusted.', {
      why:
        others.length > 0
          ? `It names ${[...new Set(others)].join(', ')} in addition to ${endpoint}.`
          : 'It names no endpoint, so Terraform would call AWS.',
      next: 'remove provider blocks from terraform/, other than the one in providers.tf',
    });
  }
}
