import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { digestOf } from '../system/digest.ts';
import { readJson, writeJson } from '../system/files.ts';
import { inRepository } from '../system/paths.ts';
import { type Bundle, buildBundle } from './bundle.ts';

const builtSchema = z.object({
  sources: z.array(z.string()),
  digest: z.string(),
  sha256: z.string(),
});

/** What decides how the sources are compiled. */
const settings = ['package.json', 'package-lock.json', 'tsconfig.json'];

/**
 * Builds the function's zip unless it is there and all that it was made from is
 * unchanged. For the sandbox: a promotion always builds.
 */
export async function ensureBundle(
  projectRoot = inRepository(),
): Promise<Bundle> {
  const folder = path.join(projectRoot, '.local', 'bundle');
  const record = path.join(folder, 'built.json');
  const zip = path.join(folder, 'lambda.zip');
  const built = readJson(record, builtSchema);
  if (built && built.digest === digestOfSources(projectRoot, built.sources)) {
    const content = readIfAny(zip);
    const sha256 = createHash('sha256').update(content).digest('hex');
    if (sha256 === built.sha256) {
      return { path: zip, sha256, bytes: content.byteLength };
    }
  }
  const startedAt = Date.now();
  const { sources, ...bundle } = await buildBundle(projectRoot);
  const digest = digestOfSources(projectRoot, sources);
  // The zip may hold an older text of what was edited while it was built.
  const wasEdited = sources.some(
    (name) => statSync(path.join(projectRoot, name)).mtimeMs >= startedAt,
  );
  if (!wasEdited) {
    writeJson(record, {
      sources,
      digest,
      sha256: bundle.sha256,
    } satisfies z.infer<typeof builtSchema>);
  }
  return bundle;
}

function digestOfSources(projectRoot: string, sources: string[]): string {
  const parts = [...settings, ...sources].map((name): [string, string] => [
    name,
    fingerprint(path.join(projectRoot, name)),
  ]);
  return digestOf({
    ...Object.fromEntries(parts),
    builder: readFileSync(inRepository('scripts', 'build', 'bundle.ts')),
  });
}

/** Packages have a thousand files, which are rarely edited: not read each time. */
function fingerprint(file: string): string {
  if (!file.includes('/node_modules/')) {
    return readIfAny(file).toString();
  }
  const stat = statSync(file, { throwIfNoEntry: false });
  return `${stat?.size} ${stat?.mtimeMs}`;
}

function readIfAny(file: string): Buffer {
  return statSync(file, { throwIfNoEntry: false })
    ? readFileSync(file)
    : Buffer.alloc(0);
}
