import path from 'node:path';
import type { Bundle } from '../../build/bundle.ts';
import { SandboxError } from '../../output/errors.ts';
import { done, step } from '../../output/log.ts';
import { deploymentDigest } from '../../receipt/receipt.ts';
import { readWorkTree } from '../../system/git.ts';
import { runApply } from '../../terraform/apply.ts';
import { parseOutputs, type StackOutputs } from '../../terraform/outputs.ts';
import { confirmAccount } from '../account/confirm.ts';
import { refuseUnless } from '../guards/refuse.ts';
import { sealGuards } from '../guards/seal.ts';
import type { Session } from '../session.ts';
import type { StateBucket } from '../state/bucket.ts';
import { recordDeployment } from '../state/deployments.ts';
import {
  readSeal,
  readSealedFiles,
  type Seal,
  writeSeal,
} from '../state/seal.ts';
import { stampState } from '../state/stamp.ts';
import { explainLock } from './plan.ts';
import { keepRelease } from './release.ts';

/** The sealed plan, if this checkout and account may apply it now. */
export async function requireSeal(
  { bucket, target, identity }: Session,
  bundle: Bundle,
): Promise<Seal> {
  const seal = readSeal(target);
  const { commit } = await readWorkTree();
  refuseUnless(
    'this apply',
    {
      seal,
      files: readSealedFiles(target),
      digest: deploymentDigest(bundle),
      commit,
      use: seal && (await readUse(bucket, seal)),
      identity,
      target,
      now: new Date(),
    },
    sealGuards,
  );
  return seal as Seal;
}

const words: Record<Seal['purpose'], { verb: string; participle: string }> = {
  apply: { verb: 'apply', participle: 'Applying' },
  rollback: { verb: 'roll back', participle: 'Rolling back' },
  destroy: { verb: 'destroy', participle: 'Destroying' },
};

/** Applies the sealed plan, once, and records who deployed what. */
export async function applySealed(
  session: Session,
  seal: Seal,
): Promise<StackOutputs | undefined> {
  const { bucket, identity, target, terraform } = session;
  const { purpose, environment, region } = seal;
  const { verb, participle } = words[purpose];
  await confirmAccount(`About to ${verb} ${environment} in ${region}`, session);
  await consumePlan(session, seal);
  await stampState(session);
  await step(`${participle} ${environment}`, () => applyPlan(session));
  const outputs =
    purpose === 'destroy'
      ? undefined
      : parseOutputs(await terraform.run(['output', '-json']));
  const releaseSha256 =
    outputs && (await keepRelease(bucket, target, seal.digest));
  await recordDeployment(bucket, {
    purpose,
    at: new Date().toISOString(),
    who: identity.arn,
    digest: seal.digest,
    commit: seal.commit,
    planSha256: seal.planSha256,
    ...(outputs ? { outputs, releaseSha256 } : {}),
  });
  done(
    `Recorded: ${purpose} of digest ${seal.digest.slice(0, 12)} by ${identity.arn}`,
  );
  return outputs;
}

/** Also marked in the bucket, so that a copied folder cannot be applied again. */
async function consumePlan(
  { bucket, identity, target }: Session,
  seal: Seal,
): Promise<void> {
  const usedAt = new Date().toISOString();
  writeSeal(target, { ...seal, usedAt });
  // If two processes reach this point with one plan, only one of them continues.
  if (
    !(await bucket.putOnce(useOf(bucket, seal), `${usedAt} by ${identity.arn}`))
  ) {
    throw new SandboxError('Refused: this plan is being applied already.', {
      why: `It was used ${await readUse(bucket, seal)}.`,
      next: `\`make aws-plan ENV=${target.envName}\``,
    });
  }
}

async function readUse(
  bucket: StateBucket,
  seal: Seal,
): Promise<string | undefined> {
  const use = await bucket.get(useOf(bucket, seal));
  return use && new TextDecoder().decode(use);
}

function useOf(bucket: StateBucket, { planSha256 }: Seal): string {
  return bucket.key('used-plans', planSha256);
}

async function applyPlan({ target, terraform }: Session): Promise<void> {
  const events = await runApply(terraform, 'apply', 'plan.tfplan');
  if (events.errors.length > 0) {
    await explainLock(target, () => {
      throw new SandboxError('terraform apply failed.', {
        why: events.describeErrors(),
        next: `fix it, then \`make aws-plan ENV=${target.envName}\`; the plan is at ${path.join(target.folder, 'plan.txt')}`,
      });
    });
  }
}
