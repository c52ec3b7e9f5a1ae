import { downloadEnvironment } from '../../system/environment.ts';
import { inRepository } from '../../system/paths.ts';
import { run } from '../../system/run.ts';
import { root, user } from './clean-root.ts';

const published = '/srv/payments-sandbox';

/** Publishes HEAD inside the clean root, and returns the command that clones it. */
export async function publishHead(): Promise<string> {
  const execute = (file: string, ...args: string[]) =>
    run(file, args, { env: downloadEnvironment() });
  const folder = `${root}${published}`;
  await execute('git', 'init', '-q', '--bare', '--initial-branch=main', folder);
  // CI may run in a shallow clone.
  const fetch = ['fetch', '-q', '--update-shallow', inRepository()];
  await execute('git', '-C', folder, ...fetch, 'HEAD:main');
  // Git refuses to read a repository that belongs to another user.
  await execute('chroot', root, 'chown', '--recursive', user, published);
  return `git clone --quiet file://${published} && cd payments-sandbox`;
}
