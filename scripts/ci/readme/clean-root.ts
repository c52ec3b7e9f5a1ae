import path from 'node:path';
import { downloadEnvironment } from '../../system/environment.ts';
import { inRepository } from '../../system/paths.ts';
import { run } from '../../system/run.ts';

const env = downloadEnvironment();

/** Where it is: the mount hides what this machine has there, from us alone. */
export const root = '/mnt';

export const user = 'newcomer';

// Not the easiest home: scripts tend to forget spaces.
export const home = '/home/new comer';

/**
 * Makes a Debian with these packages and nothing else, and a plain user in it.
 * It lies in memory, on a mount of this namespace: nothing has to be removed.
 */
export async function makeCleanRoot(packages: string[]): Promise<void> {
  const mirror = await run(standIn('debian-mirror'), [], { env });
  await run('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', root], { env });
  await run(
    'mmdebstrap',
    [
      '--quiet',
      '--variant=minbase',
      // Without what they only recommend, which must not be needed.
      `--include=${packages.join(',')}`,
      '--dpkgopt=path-exclude=/usr/share/doc/*',
      '--dpkgopt=path-exclude=/usr/share/man/*',
      '--dpkgopt=path-exclude=/usr/share/locale/*',
      'trixie',
      root,
      ...(mirror ? [mirror] : []),
    ],
    { env },
  );
  await run(standIn('borrow'), [root], { env });
  await run('mount', ['--rbind', '/dev', path.join(root, 'dev')], { env });
  await run(
    'chroot',
    [root, 'useradd', '--create-home', '--home-dir', home, user],
    { env },
  );
}

const standIn = (name: string) => inRepository('scripts/ci/stand-in', name);
