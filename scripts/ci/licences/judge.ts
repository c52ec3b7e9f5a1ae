import satisfies from 'spdx-satisfies';
import { allowed, type Exception, exceptions, spellings } from './allowed.ts';

export interface Package {
  name: string;
  /** As the package declares it; undefined or empty if it does not. */
  licence: string | undefined;
}

/** One line for each package, and each exception, that must not be there. */
export function findObjections(
  packages: Package[],
  excepted: Record<string, Exception> = exceptions,
): string[] {
  const names = new Set(packages.map(({ name }) => name));
  return [
    ...packages
      .filter(
        ({ name, licence }) =>
          !isAllowed(licence) &&
          (licence === undefined || excepted[name]?.licence !== licence),
      )
      .map(({ name, licence }) => `${name}: ${licence || 'no licence'}`),
    ...Object.keys(excepted)
      .filter((name) => !names.has(name))
      .map((name) => `${name}: an exception, but no dependency`),
  ];
}

/** `a; b` is how Python lists several classifiers: all of them must be fine. */
function isAllowed(licence = ''): boolean {
  return licence.split('; ').every((part) => {
    const name = part.replace('License :: OSI Approved :: ', '');
    try {
      return satisfies(spellings[name] ?? name, allowed);
    } catch {
      // No SPDX expression: a name that no one has decided about.
      return false;
    }
  });
}
