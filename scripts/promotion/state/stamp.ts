import { z } from 'zod';
import { SandboxError } from '../../output/errors.ts';
import type { Session } from '../session.ts';

const stampSchema = z.object({
  kind: z.enum(['aws', 'stand-in']),
  environment: z.string(),
  account: z.string(),
  region: z.string(),
});

/** Says whose state lies beside it. */
type StateStamp = z.infer<typeof stampSchema>;

/** @throws SandboxError if the state there is another target's. */
export async function assertOwnState(session: Session): Promise<void> {
  const { bucket } = session;
  const body = await bucket.get(bucket.key('stamp.json'));
  if (body) {
    assertSameStamp(stampOf(session), parseStamp(body));
  }
}

function parseStamp(body: Uint8Array): StateStamp {
  try {
    return stampSchema.parse(JSON.parse(new TextDecoder().decode(body)));
  } catch (cause) {
    throw new SandboxError('The stamp of the state is malformed.', {
      why: String(cause),
      next: 'restore the version before of stamp.json: the state bucket is versioned',
      cause,
    });
  }
}

/** Says for good whose state it is, before the first apply writes it. */
export async function stampState(session: Session): Promise<void> {
  const { bucket } = session;
  const stamp = JSON.stringify(stampOf(session));
  await bucket.putOnce(bucket.key('stamp.json'), stamp);
}

function stampOf({ identity, target }: Session): StateStamp {
  const { kind, environment, region } = target;
  return { kind, environment, account: identity.account, region };
}

export function assertSameStamp(own: StateStamp, found: StateStamp): void {
  const fields = ['kind', 'environment', 'account', 'region'] as const;
  const different = fields.filter((field) => own[field] !== found[field]);
  if (different.length > 0) {
    throw new SandboxError('This state belongs to another target.', {
      why: `It is stamped for ${found.kind} ${found.environment} in ${found.region}, account ending in ${found.account.slice(-4)}; this is ${own.kind} ${own.environment} in ${own.region}, account ending in ${own.account.slice(-4)}.`,
      next: 'use the credentials and ENV it was made with',
    });
  }
}
