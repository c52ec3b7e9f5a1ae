import { z } from 'zod';
import { SandboxError } from '../../output/errors.ts';
import type { Identity } from '../account/identity.ts';
import type { Target } from '../account/target.ts';
import type { StateBucket } from './bucket.ts';

const stampSchema = z.object({
  kind: z.enum(['aws', 'stand-in']),
  environment: z.string(),
  account: z.string(),
  region: z.string(),
});

/** The state bucket, and the target that has to own it. */
interface OwnState {
  bucket: StateBucket;
  identity: Identity;
  target: Target;
}

/** The object that records which target owns the state next to it. */
type StateStamp = z.infer<typeof stampSchema>;

/** @throws SandboxError if the state belongs to another target. */
export async function assertOwnState(state: OwnState): Promise<void> {
  const { bucket } = state;
  const body = await bucket.get(bucket.key('stamp.json'));
  if (body) {
    assertSameStamp(stampOf(state), parseStamp(body));
  }
}

function parseStamp(body: Uint8Array): StateStamp {
  try {
    return stampSchema.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (cause) {
    throw new SandboxError('The stamp of the state is malformed.', {
      why: String(cause),
      next: 'restore the previous version of stamp.json: the state bucket is versioned',
      cause,
    });
  }
}

/** Permanently records which target owns the state, before the first apply. */
export async function stampState(state: OwnState): Promise<void> {
  const { bucket } = state;
  const stamp = JSON.stringify(stampOf(state));
  await bucket.putOnce(bucket.key('stamp.json'), stamp);
}

function stampOf({ identity, target }: OwnState): StateStamp {
  const { kind, envName, region } = target;
  return { kind, environment: envName, account: identity.account, region };
}

export function assertSameStamp(own: StateStamp, found: StateStamp): void {
  const fields = ['kind', 'environment', 'account', 'region'] as const;
  const different = fields.filter((field) => own[field] !== found[field]);
  if (different.length > 0) {
    throw new SandboxError('This state belongs to another target.', {
      why: `It is stamped for ${found.kind} ${found.environment} in ${found.region}, account ending in ${found.account.slice(-4)}; this is ${own.kind} ${own.environment} in ${own.region}, account ending in ${own.account.slice(-4)}.`,
      next: 'use the credentials and ENV that created it',
    });
  }
}
