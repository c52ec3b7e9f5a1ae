import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { SandboxError } from '../output/errors.ts';
import { builtLibraries, ensureServiceCatalog } from './service-catalog.ts';

const sandbox = vi.hoisted(() => ({ local: '', build: vi.fn() }));

vi.mock('../system/paths.ts', () => ({
  inRepository: path.join,
  inLocal: (...segments: string[]) => {
    sandbox.local ||= mkdtempSync(path.join(tmpdir(), 'service-catalog-'));
    return path.join(sandbox.local, ...segments);
  },
}));
vi.mock('../system/run.ts', () => ({ run: async () => sandbox.build() }));

beforeEach(() => {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  sandbox.build.mockReset();
});

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(sandbox.local, { recursive: true, force: true });
});

it('builds the index of the services once', async () => {
  await ensureServiceCatalog();
  await ensureServiceCatalog();

  expect(sandbox.build).toHaveBeenCalledOnce();
  expect(existsSync(builtLibraries)).toBe(true);
});

it('builds it again after a failure', async () => {
  sandbox.build.mockImplementationOnce(() => {
    throw new SandboxError('python ended.');
  });
  await expect(ensureServiceCatalog()).rejects.toThrow('python ended.');

  await ensureServiceCatalog();

  expect(sandbox.build).toHaveBeenCalledTimes(2);
});
