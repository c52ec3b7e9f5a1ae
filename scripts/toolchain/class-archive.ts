import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { step, warn } from '../output/log.ts';
import { digestOf } from '../system/digest.ts';
import { localEnvironment } from '../system/environment.ts';
import { readJson, writeJson } from '../system/files.ts';
import { interruption } from '../system/interruption.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { temporaryFolder } from '../system/temporary-folder.ts';
import { resolveDynamoDbLocal } from './dynamodb-local.ts';
import { pythonBin } from './python.ts';
import { requirementsFile } from './uv.ts';

const extension = inRepository('localstack', 'extension');
const recordSchema = z.object({ digest: z.string() });

/**
 * Removes an archive that is incomplete, or of other jars. Before a start: a JVM
 * must not lose the archive that it uses.
 *
 * @returns whether there is none.
 */
export function removeOldClassArchive(): boolean {
  const { folder, record, digest } = describeClassArchive();
  if (readJson(record, recordSchema)?.digest === digest) {
    return false;
  }
  rmSync(folder, { recursive: true, force: true });
  return true;
}

/**
 * Archives the classes of DynamoDB Local, which its JVM otherwise reads and
 * verifies at each start. Without the archive it starts too, only later.
 */
export async function ensureClassArchive(): Promise<void> {
  if (!removeOldClassArchive()) {
    return;
  }
  const { jars, folder, record, digest } = describeClassArchive();
  try {
    await step('Preparing a fast start of DynamoDB Local', async () => {
      await run(
        pythonBin('python'),
        ['-m', 'payments_sandbox.host.share_classes', jars],
        {
          env: {
            ...localEnvironment(),
            PYTHONPATH: extension,
            OVERRIDE_IN_DOCKER: '0',
            TMPDIR: temporaryFolder(),
          },
        },
      );
      writeJson(record, { digest } satisfies z.infer<typeof recordSchema>);
    });
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    interruption.throwIfAborted();
    if (!(error instanceof SandboxError)) {
      throw error;
    }
    warn(`DynamoDB Local will start slowly.\n${error.why ?? error.message}`);
  }
}

function describeClassArchive() {
  const jars = resolveDynamoDbLocal();
  const folder = `${jars}-shared`;
  const record = path.join(folder, 'built.json');
  return { jars, folder, record, digest: digestOfSources(jars) };
}

/** Their path too: the JVM finds the jars by the paths that they had. */
function digestOfSources(jars: string): string {
  const sources = ['host/share_classes.py', 'patches/dynamodb_local.py'];
  const files = [
    path.join(jars, 'lock.sha256'),
    requirementsFile('host'),
    ...sources.map((name) => path.join(extension, 'payments_sandbox', name)),
  ].filter((file) => existsSync(file));
  return digestOf({
    jars,
    ...Object.fromEntries(
      files.map((file) => [path.basename(file), readFileSync(file)]),
    ),
  });
}
