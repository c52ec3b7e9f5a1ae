import { downloadEnvironment } from '../../system/environment.ts';
import { inRepository } from '../../system/paths.ts';
import { run } from '../../system/run.ts';
import { root, user } from './clean-root.ts';

const published = '/srv/payments-sandbox';

/** Puts HEAD where the newcomer can clone it from, and returns the command. */
export async function publishHead(): Promise<string> {
  const execute = (file: string, ...args: string[]) =>
    run(file, args, { env: downloadEnvironment() });
  const folder = `${root}${published}`;
  await execute('git', 'init', '-q', '--bare', '--initial-branch=main', folder);
  // A shallow clone, which CI may work in, has to do.
  const fetch = ['fetch', '-q', '--update-shallow', inRepository()];
  await execute('git', '-C', folder, ...fetch, 'HEAD:main');
  // Git serves a repository to its owner only.
  await execute('chroot', root, 'chown', '--recursive', user, published);
  return `git clone --quiet file://${published} && cd payments-sandbox`;
}
