import satisfies from 'spdx-satisfies';
import { allowed, type Exception, exceptions, spellings } from './allowed.ts';

export interface Package {
  name: string;
  /** As declared by the package; undefined or empty if not declared. */
  licence: string | undefined;
}

/** One line for each package that is not allowed, and each obsolete exception. */
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

/** `a; b` is how Python lists several classifiers: all of them must be allowed. */
function isAllowed(licence = ''): boolean {
  return licence.split('; ').every((part) => {
    const name = part.replace('License :: OSI Approved :: ', '');
    try {
      return satisfies(spellings[name] ?? name, allowed);
    } catch {
      // Not an SPDX expression, so an unknown licence name.
      return false;
    }
  });
}
