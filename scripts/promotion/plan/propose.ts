import { buildBundle } from '../../build/bundle.ts';
import { SandboxError } from '../../output/errors.ts';
import {
  deploymentDigest,
  findReceipt,
  newestReceipt,
} from '../../receipt/receipt.ts';
import { readWorkTree } from '../../system/git.ts';
import type { Target } from '../account/target.ts';
import { requireDeployed } from '../deployed.ts';
import { destroyGuards, readDestroyFacts } from '../guards/destroy.ts';
import { refuseUnless } from '../guards/refuse.ts';
import { sourceGuards } from '../guards/source.ts';
import {
  ensureAwsTools,
  environmentFacts,
  openSession,
  requireBootstrap,
  type Session,
} from '../session.ts';
import { currentDeployment, previousDeployment } from '../state/deployments.ts';
import type { Seal } from '../state/seal.ts';
import { initialise, makePlan, sealPlan } from './plan.ts';
import { printPlan } from './print.ts';
import { restoreRelease } from './release.ts';
import { clearFolder, stageSource } from './stage.ts';

/** A sealed plan, and its account. */
export interface Proposal {
  session: Session;
  seal: Seal;
}

/** Plans the checkout, if e2e has passed for it, and seals the plan. */
export async function proposeSource(target: Target): Promise<Proposal> {
  const tools = await ensureAwsTools();
  const bundle = await buildBundle();
  const { commit, changes } = await readWorkTree();
  const digest = deploymentDigest(bundle);
  const receipt = findReceipt(digest) ?? newestReceipt();
  refuseUnless(
    `make aws-plan ENV=${target.envName}`,
    { ...environmentFacts(tools), changes, commit, digest, receipt },
    sourceGuards,
  );
  const session = await openSession(target);
  await requireBootstrap(session);
  return propose(session, { digest, commit, purpose: 'apply' }, () =>
    stageSource(target, bundle.path),
  );
}

/** Plans the release before the deployed one, and seals the plan. */
export async function proposeRollback(target: Target): Promise<Proposal> {
  const session = await openSession(target);
  await requireBootstrap(session);
  const previous = await previousDeployment(session.bucket);
  if (!previous) {
    throw new SandboxError(
      `${target.envName} has no earlier release to roll back to.`,
      {
        why: 'The state bucket holds no record of another release.',
        next: '`git revert`, then `make e2e` and `make aws-plan`',
      },
    );
  }
  const { digest, commit } = previous;
  return propose(session, { digest, commit, purpose: 'rollback' }, () =>
    restoreRelease(session.bucket, target, previous),
  );
}

/** Plans to destroy the deployed stack, unless it is protected. */
export async function proposeDestroy(target: Target): Promise<Proposal> {
  const { session, deployment, outputs } = await requireDeployed(target);
  const { digest, commit } = deployment;
  return propose(session, { digest, commit, purpose: 'destroy' }, async () => {
    await restoreRelease(session.bucket, target, deployment);
    refuseUnless(
      `make aws-destroy ENV=${target.envName}`,
      await readDestroyFacts(session.clients, outputs, target),
      destroyGuards,
    );
  });
}

async function propose(
  session: Session,
  origin: Pick<Seal, 'digest' | 'commit' | 'purpose'>,
  stage: () => void | Promise<void>,
): Promise<Proposal> {
  clearFolder(session.target);
  await stage();
  await initialise(session);
  const args = origin.purpose === 'destroy' ? ['-destroy'] : [];
  const plan = await makePlan(session, args);
  const seal = sealPlan(session, plan, origin);
  printPlan(plan, seal, await currentDeployment(session.bucket));
  return { session, seal };
}
