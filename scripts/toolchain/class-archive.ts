import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { step, warn } from '../output/log.ts';
import { digestOf } from '../system/digest.ts';
import { localEnvironment } from '../system/environment.ts';
import { readJson, writeJson } from '../system/files.ts';
import { interruption } from '../system/interruption.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { resolveDynamoDbLocal } from './dynamodb-local.ts';
import { pythonBin } from './python.ts';
import { requirementsFile } from './uv.ts';

const extension = inRepository('localstack', 'extension');
const recordSchema = z.object({ digest: z.string() });

/**
 * Archives the classes of DynamoDB Local, which its JVM otherwise reads and
 * verifies at each start. Without the archive it starts too, only later.
 */
export async function ensureClassArchive(): Promise<void> {
  const jars = resolveDynamoDbLocal();
  const folder = `${jars}-shared`;
  const record = path.join(folder, 'built.json');
  const digest = digestOfSources(jars);
  if (readJson(record, recordSchema)?.digest === digest) {
    return;
  }
  try {
    await step('Preparing a fast start of DynamoDB Local', async () => {
      // First, so that an archive of other jars is not used meanwhile.
      rmSync(folder, { recursive: true, force: true });
      await run(
        pythonBin('python'),
        ['-m', 'payments_sandbox.host.share_classes', jars],
        {
          env: {
            ...localEnvironment(),
            PYTHONPATH: extension,
            OVERRIDE_IN_DOCKER: '0',
            TMPDIR: inLocal('tmp'),
          },
        },
      );
      writeJson(record, { digest } satisfies z.infer<typeof recordSchema>);
    });
  } catch (error) {
    interruption.throwIfAborted();
    if (!(error instanceof SandboxError)) {
      throw error;
    }
    warn(`DynamoDB Local will start slowly.\n${error.why ?? error.message}`);
  }
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
