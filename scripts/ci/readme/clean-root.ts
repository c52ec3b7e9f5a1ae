import path from 'node:path';
import { downloadEnvironment } from '../../system/environment.ts';
import { inRepository } from '../../system/paths.ts';
import { run } from '../../system/run.ts';

const env = downloadEnvironment();

/** The mount point. Only this mount namespace sees the mount. */
export const root = '/mnt';

export const user = 'developer';

// With a space, because scripts tend to forget to quote paths.
export const home = '/home/space user';

/**
 * Creates a Debian root with only these packages and an unprivileged user. It is
 * in memory, on a mount of this namespace, so it needs no cleanup.
 */
export async function makeCleanRoot(packages: string[]): Promise<void> {
  const mirror = await run(standIn('debian-mirror'), [], { env });
  await run('mount', ['-t', 'tmpfs', '-o', 'mode=755', 'tmpfs', root], { env });
  await run(
    'mmdebstrap',
    [
      '--quiet',
      '--variant=minbase',
      // Without recommended packages: the README must not depend on them.
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
  await run(standIn('bind-mount-network'), [root], { env });
  await run('mount', ['--rbind', '/dev', path.join(root, 'dev')], { env });
  await run(
    'chroot',
    [root, 'useradd', '--create-home', '--home-dir', home, user],
    { env },
  );
}

const standIn = (name: string) => inRepository('scripts/ci/stand-in', name);
