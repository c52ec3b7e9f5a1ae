import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { errorCode, SandboxError } from '../output/errors.ts';

const ownerOnly = 0o700;

/** Options for every folder below `.local/`: only its owner may use it. */
export const privateFolder = { recursive: true, mode: ownerOnly } as const;

/** A file that may hold a secret, or that promotion trusts. */
export const privateFile = { mode: 0o600 } as const;

/**
 * Creates the folder, or removes the permissions of other users from an existing one.
 *
 * @throws SandboxError if other users can still reach its contents.
 */
export function ensurePrivateFolder(folder: string, chmod = chmodSync): void {
  mkdirSync(folder, privateFolder);
  if (modeOf(folder) === ownerOnly) {
    return;
  }
  try {
    chmod(folder, ownerOnly);
  } catch (cause) {
    if (errorCode(cause) !== 'EPERM') {
      throw cause;
    }
    throw new SandboxError(`${folder} belongs to another user.`, {
      why: 'Its owner could read and change everything that the sandbox keeps there.',
      next: `\`sudo chown -R "$(id -un)" ${folder}\`, or remove it`,
      cause,
    });
  }
  const mode = modeOf(folder);
  if (mode !== ownerOnly) {
    throw new SandboxError(`${folder} is open to other users.`, {
      why: `Its mode is ${mode.toString(8)} after chmod 700: this file system has no permissions.`,
      next: 'move the checkout to a Linux or macOS file system',
    });
  }
}

function modeOf(folder: string): number {
  return statSync(folder).mode & 0o777;
}
