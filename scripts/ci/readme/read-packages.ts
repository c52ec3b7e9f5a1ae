import { SandboxError } from '../../output/errors.ts';
import type { Step } from './read-steps.ts';

const installation = /^sudo apt-get install (.+)$/;

/** The Debian packages that a document's first command installs. */
export function readPackages(step: Step | undefined): string[] {
  const packages = installation.exec(step?.command ?? '')?.[1];
  if (!packages) {
    throw new SandboxError('The prerequisites were not found.', {
      why: `Expected the first command to match ${installation}, got \`${step?.command}\`.`,
      next: 'begin with an `sh` block that installs them with apt-get',
    });
  }
  return packages.split(' ');
}
