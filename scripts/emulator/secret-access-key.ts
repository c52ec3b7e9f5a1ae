import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { errorCode } from '../output/errors.ts';

/** The variable by which LocalStack is given the developer's secret. */
export const secretVariable = 'SANDBOX_SECRET_ACCESS_KEY';

/** As long as AWS's own: 40 characters, 240 random bits. */
export function createSecretAccessKey(): string {
  return randomBytes(30).toString('base64url');
}

/** Keeps it for this user alone; a file of another mode is replaced. */
export function writeSecret(file: string, secret: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, secret, { mode: 0o600, flag: 'wx' });
}

/** Empty if there is none, which opens nothing. */
export function readSecret(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return '';
    }
    throw error;
  }
}
