import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Settings } from '../cli/settings.ts';
import { prepareSandbox, prepareStart } from './prepare.ts';

const begun = vi.hoisted(() => [] as string[]);

vi.mock('../emulator/select-engine.ts', () => ({
  selectEngine: async () => ({
    prepare: async () => begun.push('engine'),
    prepareLaterStarts: async () => begun.push('later starts'),
  }),
}));
vi.mock('../toolchain/terraform-tools.ts', () => ({
  ensureTerraformAndProvider: async () => begun.push('Terraform'),
}));
vi.mock('../build/ensure-bundle.ts', () => ({
  ensureBundle: async () => begun.push('bundle'),
}));
vi.mock('../build/prebuild-commands.ts', () => ({
  prebuildCommands: async () => begun.push('commands'),
}));

const settings = { engine: 'host' } as Settings;
const forStart = ['engine', 'Terraform', 'bundle', 'commands'];

beforeEach(() => begun.splice(0));

describe('prepareStart', () => {
  it('does not wait for what only later starts need', async () => {
    await prepareStart(settings);

    expect(begun).toEqual(forStart);
  });
});

describe('prepareSandbox', () => {
  it('installs and builds everything', async () => {
    await prepareSandbox(settings);

    expect(begun).toEqual([...forStart, 'later starts']);
  });
});
