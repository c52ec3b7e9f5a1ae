import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { SandboxError } from '../../output/errors.ts';
import { localEnvironment } from '../../system/environment.ts';
import { inRepository } from '../../system/paths.ts';
import { run } from '../../system/run.ts';
import { pythonBin } from '../../toolchain/python.ts';
import { requirementsFile } from '../../toolchain/uv.ts';
import type { Package } from './judge.ts';

const lockSchema = z.object({
  packages: z.record(z.string(), z.object({ license: z.string().optional() })),
});

/** From the lock file, which also lists the packages of other platforms. */
export function readNpmPackages(
  lock = readFileSync(inRepository('package-lock.json'), 'utf8'),
): Package[] {
  const { packages } = lockSchema.parse(JSON.parse(lock));
  return Object.entries(packages)
    .filter(([folder]) => folder !== '')
    .map(([folder, { license }]) => ({
      name: folder.replace(/^.*node_modules\//, ''),
      licence: license,
    }));
}

const reportSchema = z.array(
  z.object({ Name: z.string(), License: z.string() }),
);

/** The packages installed for this platform, from their own metadata. */
export async function readPythonPackages(): Promise<Package[]> {
  const output = await run(
    pythonBin('pip-licenses'),
    ['--from=mixed', '--format=json', '--with-system'],
    { env: localEnvironment() },
  );
  const packages = reportSchema.parse(JSON.parse(output)).map(
    ({ Name, License }): Package => ({
      name: Name,
      licence: License.split('\n')[0],
    }),
  );
  requirePinned(packages, readFileSync(requirementsFile('dev'), 'utf8'));
  return packages;
}

/** @throws SandboxError if a package of every platform is not in the report. */
export function requirePinned(packages: Package[], requirements: string): void {
  const seen = new Set(packages.map(({ name }) => normalise(name)));
  const pinned = [...requirements.matchAll(/^([\w.-]+)==\S+ \\$/gm)].map(
    ([, name = '']) => name,
  );
  const unseen = pinned.filter((name) => !seen.has(normalise(name)));
  if (unseen.length > 0 || pinned.length === 0) {
    throw new SandboxError('pip-licenses does not report every package.', {
      why: `Missing: ${unseen.join(', ') || 'all, because none is pinned'}.`,
    });
  }
}

/** Normalises a name as in PEP 503. */
function normalise(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}
