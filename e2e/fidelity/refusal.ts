import type { Functions } from '../../scripts/doctor/functions.ts';

/** The code with which a function fails to open a file of this machine. */
export function refusalOf(file: string, { confinement }: Functions): string {
  // A private /tmp, which the function may read, does not have the machine's files.
  return confinement.private_root && file.startsWith('/tmp/')
    ? 'ENOENT'
    : 'ERR_ACCESS_DENIED';
}
