import { SandboxError } from '../../output/errors.ts';
import { findObjections } from './judge.ts';
import { readNpmPackages, readPythonPackages } from './packages.ts';

/** @throws SandboxError that names each package whose licence is not allowed. */
export async function checkLicences(): Promise<string> {
  const packages = [...readNpmPackages(), ...(await readPythonPackages())];
  const objections = findObjections(packages);
  if (objections.length > 0) {
    throw new SandboxError('Some licences are not allowed.', {
      why: objections.join('\n'),
      next: 'choose another package, or allow it in scripts/ci/licences/allowed.ts with the reason',
    });
  }
  return `${packages.length} packages`;
}
