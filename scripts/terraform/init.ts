import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { rememberCachedProvider } from '../toolchain/terraform-provider.ts';
import type { Terraform } from './terraform.ts';

/** `terraform init`, unless one of this lock file has come to its end. */
export async function initialise(
  stack: { folder: string },
  terraform: Pick<Terraform, 'run'>,
): Promise<void> {
  const lock = path.join(stack.folder, '.terraform.lock.hcl');
  // The provider's folder alone may be half of what an init was to unpack.
  const stamp = path.join(stack.folder, '.terraform', 'initialised.hcl');
  if (!existsSync(stamp) || readText(stamp) !== readText(lock)) {
    await terraform.run(['init', '-lockfile=readonly', '-no-color'], {
      next: 'connect to the network, or set TF_PROVIDER_MIRROR to a folder that `terraform providers mirror` filled',
    });
    rememberCachedProvider();
    copyFileSync(lock, stamp);
  }
}

const readText = (file: string) => readFileSync(file, 'utf8');
