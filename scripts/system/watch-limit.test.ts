import { describe, expect, it } from 'vitest';
import { explainWatchLimit } from './watch-limit.ts';

const noWatches =
  "ENOSPC: System limit for number of file watchers reached, watch '/home/dev/lambda'";
const noInstances = "EMFILE: too many open files, watch '/home/dev/lambda'";

describe('explainWatchLimit', () => {
  it.each([
    [noWatches, 'fs.inotify.max_user_watches=524288'],
    [
      `file watcher error: ${noWatches}\n`,
      'fs.inotify.max_user_watches=524288',
    ],
    [noInstances, 'fs.inotify.max_user_instances=512'],
  ])('says how to raise the limit: %s', (text, setting) => {
    const error = explainWatchLimit(text, 'linux');

    expect(error?.message).toBe(
      'The files of this checkout cannot be watched for changes.',
    );
    expect(error?.why).toContain('/home/dev/lambda');
    expect(error?.next).toBe(
      `\`sudo sysctl ${setting}\`, then the same command again`,
    );
  });

  it.each([
    'ENOSPC: no space left on device, write',
    "EMFILE: too many open files, open '/home/dev/lambda'",
    "ENOENT: no such file or directory, watch '/home/dev/lambda'",
  ])('says nothing about another error: %s', (text) => {
    expect(explainWatchLimit(text, 'linux')).toBeUndefined();
  });

  it('knows no setting of another system', () => {
    expect(explainWatchLimit(noInstances, 'darwin')).toBeUndefined();
  });
});
