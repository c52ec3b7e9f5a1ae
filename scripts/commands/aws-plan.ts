import { buildBundle } from '../build/bundle.ts';
import { awsCommand, planOptions } from '../promotion/command.ts';
import { refuseUnless } from '../promotion/guards/refuse.ts';
import { sourceGuards } from '../promotion/guards/source.ts';
import { initialise, makePlan, sealPlan } from '../promotion/plan/plan.ts';
import { printPlan } from '../promotion/plan/print.ts';
import { clearFolder, stageSource } from '../promotion/plan/stage.ts';
import {
  ensureAwsTools,
  environmentFacts,
  openSession,
  requireBootstrap,
} from '../promotion/session.ts';
import { currentDeployment } from '../promotion/state/deployments.ts';
import {
  deploymentDigest,
  findReceipt,
  newestReceipt,
} from '../receipt/receipt.ts';
import { readWorkTree } from '../system/git.ts';
import { inRepository } from '../system/paths.ts';

export default awsCommand(async (target) => {
  const tools = await ensureAwsTools();
  const bundle = await buildBundle(inRepository());
  const { commit, changes } = await readWorkTree();
  const digest = deploymentDigest(bundle);
  const receipt = findReceipt(digest) ?? newestReceipt();
  const facts = {
    ...environmentFacts(tools),
    changes,
    commit,
    digest,
    receipt,
  };
  refuseUnless(`make aws-plan ENV=${target.environment}`, facts, sourceGuards);

  const session = await openSession(target);
  await requireBootstrap(session);
  clearFolder(target);
  stageSource(target, bundle.path);
  await initialise(session);
  const plan = await makePlan(session);
  const origin = { digest, commit, rollback: false, purpose: 'apply' } as const;
  const seal = sealPlan(session, plan, origin);
  printPlan(plan, seal, await currentDeployment(session.bucket));
}, planOptions);
