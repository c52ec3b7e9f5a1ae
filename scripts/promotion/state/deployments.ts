import { z } from 'zod';
import { SandboxError } from '../../output/errors.ts';
import { outputsSchema } from '../../terraform/outputs.ts';
import type { StateBucket } from './bucket.ts';
import { purposes } from './seal.ts';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'no SHA-256');

const oldRollback = z.looseObject({
  purpose: z.literal('apply'),
  rollback: z.literal(true),
});

const fields = z.object({
  purpose: z.enum(purposes),
  at: z.iso.datetime(),
  who: z.string().regex(/^[\x20-\x7e]*$/, 'not printable'),
  digest: sha256,
  commit: z.string().regex(/^[0-9a-f]{40}([0-9a-f]{24})?$/, 'no commit'),
  planSha256: sha256,
  /** SHA-256 of the stored release; missing in records of older versions. */
  releaseSha256: sha256.optional(),
  outputs: outputsSchema.optional(),
});

/** Records of older versions mark a rollback in a separate field. */
const deploymentSchema = z.preprocess((record) => {
  const { success, data } = oldRollback.safeParse(record);
  return success ? { ...data, purpose: 'rollback' } : record;
}, fields);

/** One successful apply, rollback or destroy: who, what, when. */
export type Deployment = z.infer<typeof deploymentSchema>;

export async function recordDeployment(
  bucket: StateBucket,
  deployment: Deployment,
): Promise<void> {
  await bucket.put(
    bucket.key('deployments', `${deployment.at}.json`),
    `${JSON.stringify(deployment, null, 2)}\n`,
  );
}

type Records = Pick<StateBucket, 'get' | 'key' | 'list'>;

/** Newest first; each record is read lazily. */
async function* readDeployments(bucket: Records): AsyncGenerator<Deployment> {
  const keys = await bucket.list(bucket.key('deployments/'));
  for (const key of keys.reverse()) {
    yield parseDeployment(key, await bucket.get(key));
  }
}

/** Any writer of the bucket may have written it, so every field is validated. */
function parseDeployment(key: string, body?: Uint8Array): Deployment {
  try {
    return deploymentSchema.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (cause) {
    throw new SandboxError(`The deployment record ${key} is malformed.`, {
      why: cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause),
      next: 'restore its previous version with `aws s3api list-object-versions` and `copy-object`: the state bucket is versioned',
      cause,
    });
  }
}

/** What is deployed now, or undefined. */
export async function currentDeployment(
  bucket: Records,
): Promise<Deployment | undefined> {
  const { value: last } = await readDeployments(bucket).next();
  return last?.purpose === 'destroy' ? undefined : last;
}

/** The last deployment before the current one. */
export async function previousDeployment(
  bucket: Records,
): Promise<Deployment | undefined> {
  const current = await currentDeployment(bucket);
  for await (const deployment of readDeployments(bucket)) {
    if (
      deployment.purpose !== 'destroy' &&
      deployment.digest !== current?.digest
    ) {
      return deployment;
    }
  }
  return undefined;
}
