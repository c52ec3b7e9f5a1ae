import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { step } from '../output/log.ts';
import { inParallel } from '../system/in-parallel.ts';
import { inLocal } from '../system/paths.ts';
import { archive, megabytes, sizeOf } from './archive.ts';
import { sha256OfFile } from './manifest.ts';
import { prepend } from './prepend.ts';
import { collectStack } from './stack.ts';

/**
 * Makes the file `pack` of the collected folder `name`, which is removed. The
 * applied stack differs each time: it comes first, and the rest stays the same.
 *
 * @returns lines with the digests to compare.
 */
export async function compressPack(
  pack: string,
  name: string,
  { withStack }: { withStack: boolean },
): Promise<string[]> {
  const folder = inLocal('offline', name);
  const stack = inLocal('offline', 'stack');
  const compress = () =>
    step('Compressing', async () => {
      await archive(inLocal('offline'), name, { into: pack, compress: true });
      return megabytes(statSync(pack).size);
    });
  const apply = () =>
    step('Applying the stack in a separate sandbox', async () => {
      rmSync(stack, { recursive: true, force: true });
      await collectStack(folder, path.join(stack, name));
      return megabytes(sizeOf(stack));
    });
  // An apply waits more than it computes.
  await inParallel(compress(), withStack ? apply() : Promise.resolve());
  rmSync(folder, { recursive: true });
  if (!withStack) {
    return [`SHA-256 ${await sha256OfFile(pack)}`];
  }
  const reproducible = `SHA-256 ${await sha256OfFile(pack)} of its last ${statSync(pack).size} bytes, which every pack of this commit has`;
  await prepend(pack, stack, name);
  rmSync(stack, { recursive: true });
  return [`SHA-256 ${await sha256OfFile(pack)}`, reproducible];
}
