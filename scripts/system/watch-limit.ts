import { SandboxError } from '../output/errors.ts';

/** What Node reports when inotify has no watch, or no instance, left for this user. */
const limits = [
  {
    message: /ENOSPC: System limit for number of file watchers reached.*/,
    what: 'watched files',
    setting: 'fs.inotify.max_user_watches=524288',
  },
  {
    message: /EMFILE: too many open files, watch .*/,
    what: 'programs that watch files',
    setting: 'fs.inotify.max_user_instances=512',
  },
];

/** Undefined if the text reports something else. */
export function explainWatchLimit(
  text: string,
  platform: string = process.platform,
): SandboxError | undefined {
  for (const { message, what, setting } of limits) {
    const [found] = message.exec(text) ?? [];
    if (found && platform === 'linux') {
      return new SandboxError(
        'The files of this checkout cannot be watched for changes.',
        {
          why: `All programs of this user together have reached the system's limit of ${what}.\n${found}`,
          next: `\`sudo sysctl ${setting}\`, then the same command again`,
        },
      );
    }
  }
  return undefined;
}
