import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { inLocal } from '../../../scripts/system/paths.ts';
import { privateFolder } from '../../../scripts/system/private-folder.ts';

// /tmp is empty here, and files written below $HOME are listed on descriptor 4.
// The checkout stays in place, as do the caches of the package managers, which
// all projects share. No root is needed.
const mounts = `
mount -t tmpfs tmpfs "$SCRATCH"
mkdir "$SCRATCH/home" "$SCRATCH/work" "$SCRATCH/checkout"
mount --bind "$CHECKOUT" "$SCRATCH/checkout"
mount -t tmpfs tmpfs /tmp
mkdir -p "$CHECKOUT"
mount --bind "$SCRATCH/checkout" "$CHECKOUT"
mkdir -p "$HOME/.cache/uv" "$HOME/.cache/pip" "$HOME/.npm"
exec 3>&1 1>&2 4<"$SCRATCH/home" 5<"$HOME/.cache/uv" 6<"$HOME/.cache/pip" 7<"$HOME/.npm"
mount -t overlay -o "lowerdir=$HOME,upperdir=$SCRATCH/home,workdir=$SCRATCH/work" overlay "$HOME"
mount -c --bind /proc/self/fd/5 "$HOME/.cache/uv"
mount -c --bind /proc/self/fd/6 "$HOME/.cache/pip"
mount -c --bind /proc/self/fd/7 "$HOME/.npm"
cd "$CHECKOUT"
`;

/**
 * Runs shell commands in a checkout, and lists what they left in /tmp and in the
 * home folder. They must leave no process running.
 */
export function writtenOutside(checkout: string, commands: string): string[] {
  mkdirSync(inLocal('tmp'), privateFolder);
  const scratch = mkdtempSync(inLocal('tmp', 'outside-'));
  const { TMPDIR, ...environment } = process.env;
  const script = `
${mounts}
${commands}
find /tmp -xdev -mindepth 1 >&3
cd /proc/self/fd/4 && find . -type f | sed 's,^\\.,~,' >&3
`;
  try {
    const output = execFileSync(
      'unshare',
      ['--map-root-user', '--mount', 'sh', '-euc', script],
      {
        encoding: 'utf8',
        env: { ...environment, CHECKOUT: checkout, SCRATCH: scratch },
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    );
    return output
      .split('\n')
      .filter((name) => name !== '' && !checkout.startsWith(name));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
