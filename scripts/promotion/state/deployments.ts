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
  /** Of the stored release; records of older versions have none. */
  releaseSha256: sha256.optional(),
  outputs: outputsSchema.optional(),
});

/** Records of older versions mark a rollback in a field beside the purpose. */
const deploymentSchema = z.preprocess((record) => {
  const { success, data } = oldRollback.safeParse(record);
  return success ? { ...data, purpose: 'rollback' } : record;
}, fields);

/** One apply, rollback or destroy that ended well: who, what, when. */
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

/** Newest first, each read only when it is asked for. */
async function* readDeployments(bucket: Records): AsyncGenerator<Deployment> {
  const keys = await bucket.list(bucket.key('deployments/'));
  for (const key of keys.reverse()) {
    yield parseDeployment(key, await bucket.get(key));
  }
}

/** Whoever can write to the bucket wrote it: no field is taken on trust. */
function parseDeployment(key: string, body?: Uint8Array): Deployment {
  try {
    return deploymentSchema.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (cause) {
    throw new SandboxError(`The deployment record ${key} is malformed.`, {
      why: cause instanceof z.ZodError ? z.prettifyError(cause) : String(cause),
      next: 'restore its version before with `aws s3api list-object-versions` and `copy-object`: the state bucket is versioned',
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

/** The last one that was deployed before what is deployed now. */
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
