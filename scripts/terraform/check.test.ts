import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { checkTerraform } from './check.ts';

const ran = vi.hoisted((): string[] => []);
const folder = vi.hoisted(() => ({ local: '' }));
// `make unit` runs the real `terraform test` at the same time.
vi.mock('../system/paths.ts', async (importActual) => ({
  ...(await importActual<typeof import('../system/paths.ts')>()),
  inLocal: (...segments: string[]) => path.join(folder.local, ...segments),
}));
vi.mock('../system/run.ts', () => ({
  run: async (file: string, [subcommand]: string[]) =>
    ran.push(`${file} ${subcommand}`),
}));
vi.mock('../toolchain/terraform.ts', () => ({
  toTest: [1, 7],
  ensureTerraform: async (minimum: unknown) => ({ path: `from-${minimum}` }),
}));

const tools = {
  terraform: { path: 'from-path', version: '1.6.6' },
  cliConfig: 'terraform.rc',
};
beforeEach(() => {
  ran.length = 0;
  folder.local = mkdtempSync(path.join(tmpdir(), 'check-'));
});

afterEach(() => rmSync(folder.local, { recursive: true }));

it('validates with the Terraform that applies', async () => {
  await checkTerraform(tools, ['validate']);

  expect(ran).toEqual(['from-path init', 'from-path validate']);
});

it('tests with a Terraform that has what the tests use', async () => {
  await checkTerraform(tools, ['test']);

  expect(ran).toEqual(['from-1,7 init', 'from-1,7 test']);
});
