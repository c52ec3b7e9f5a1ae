import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bundle } from '../build/bundle.ts';
import type { Settings } from '../cli/settings.ts';
import type { Emulator } from '../emulator/emulator.ts';
import type { TerraformTools } from '../toolchain/terraform-tools.ts';
import { prepareStack } from './local-stack.ts';
import { prepareSandbox } from './prepare.ts';
import { localStack } from './stage.ts';

const begun = vi.hoisted(() => [] as string[]);

vi.mock('../terraform/plain-configuration.ts', () => ({
  assertPlainConfiguration: () => {
    throw new Error('main.tf: an endpoint.');
  },
}));
vi.mock('../toolchain/terraform-tools.ts', () => ({
  ensureTerraformAndProvider: () => begun.push('tools'),
}));
vi.mock('./stage.ts', async (importActual) => ({
  ...(await importActual<typeof import('./stage.ts')>()),
  stageStack: () => begun.push('stage'),
}));

beforeEach(() => begun.splice(0));

describe('a configuration that points at another target', () => {
  it('is refused before anything is installed', async () => {
    await expect(
      prepareSandbox({ engine: 'host' } as Settings),
    ).rejects.toThrow('main.tf: an endpoint.');

    expect(begun).toEqual([]);
  });

  it('is refused before it is staged', async () => {
    await expect(
      prepareStack(
        localStack('refused', '000000000000'),
        {} as Emulator,
        {} as Bundle,
        {} as TerraformTools,
      ),
    ).rejects.toThrow('main.tf: an endpoint.');

    expect(begun).toEqual([]);
  });
});
