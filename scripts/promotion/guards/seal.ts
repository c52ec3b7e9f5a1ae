import type { Identity } from '../account/identity.ts';
import type { Target } from '../account/target.ts';
import type { readSealedFiles, Seal } from '../state/seal.ts';
import type { Guard } from './refuse.ts';

/** A seal, and everything it is compared with before an apply. */
export interface SealFacts {
  seal: Seal | undefined;
  files: ReturnType<typeof readSealedFiles>;
  /** Of the checkout. */
  digest: string;
  commit: string;
  /** Who used this plan, according to the state bucket. */
  use: string | undefined;
  identity: Identity;
  target: Target;
  now: Date;
}

type Sealed = Omit<SealFacts, 'seal'> & { seal: Seal };

/** Makes a guard for one comparison; only `hasSeal` reports a missing seal. */
function sealed(
  compare: (facts: Sealed) => string | undefined,
): Guard<SealFacts> {
  return ({ seal, ...facts }) => {
    const why = seal && compare({ ...facts, seal });
    return why
      ? { why, next: `\`make aws-plan ENV=${facts.target.envName}\`` }
      : undefined;
  };
}

const hasSeal: Guard<SealFacts> = ({ seal, target }) =>
  seal
    ? undefined
    : {
        why: `There is no sealed plan for ${target.envName}.`,
        next: `\`make aws-plan ENV=${target.envName}\``,
      };

/** Only `make aws-destroy` applies its plan: one that was not confirmed stays sealed. */
const noDestroy: Guard<SealFacts> = ({ seal, target }) =>
  seal?.purpose === 'destroy'
    ? {
        why: `The sealed plan destroys ${target.envName}.`,
        next: `\`make aws-plan ENV=${target.envName}\`, or \`make aws-destroy ENV=${target.envName}\` to destroy it`,
      }
    : undefined;

const samePlan = sealed(({ seal, files }) =>
  seal.planSha256 === files.planSha256
    ? undefined
    : 'The plan file is not the one that was sealed.',
);

const sameLock = sealed(({ seal, files }) =>
  seal.lockSha256 === files.lockSha256
    ? undefined
    : 'The lock file is not the one that the plan was made with.',
);

const sameBundle = sealed(({ seal, files }) =>
  seal.bundleSha256 === files.bundleSha256
    ? undefined
    : 'The zip is not the one that the plan was made with.',
);

const sameConfiguration = sealed(({ seal, files }) =>
  seal.configurationSha256 === files.configurationSha256
    ? undefined
    : 'The configuration next to the plan is not the one that it was made with.',
);

const sameSource = sealed(({ seal, digest, commit }) => {
  if (seal.purpose === 'rollback') {
    return undefined;
  }
  if (seal.commit !== commit) {
    return `The plan is of commit ${seal.commit.slice(0, 12)}, not of ${commit.slice(0, 12)}.`;
  }
  return seal.digest === digest
    ? undefined
    : 'terraform/, lambda/ or journal/ has changed since the plan was made.';
});

const sameAccount = sealed(({ seal, identity }) =>
  seal.account === identity.account
    ? undefined
    : `The plan is for the account ending in ${seal.account.slice(-4)}, the credentials are for the one ending in ${identity.account.slice(-4)}.`,
);

const sameTarget = sealed(({ seal, target }) =>
  seal.kind === target.kind &&
  seal.environment === target.envName &&
  seal.region === target.region
    ? undefined
    : `The plan is for ${seal.kind} ${seal.environment} in ${seal.region}, not for ${target.kind} ${target.envName} in ${target.region}.`,
);

const notExpired = sealed(({ seal, now }) =>
  now < new Date(seal.expiresAt)
    ? undefined
    : `The plan expired at ${seal.expiresAt}.`,
);

const notUsed = sealed(({ seal, use }) => {
  const when = use ?? seal.usedAt;
  return when === undefined
    ? undefined
    : `The plan was used already (${when}), and a plan is applied once, even if that failed.`;
});

export const sealGuards = [
  hasSeal,
  noDestroy,
  samePlan,
  sameLock,
  sameBundle,
  sameConfiguration,
  sameSource,
  sameAccount,
  sameTarget,
  notExpired,
  notUsed,
];
