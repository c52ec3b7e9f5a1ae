import { SandboxError } from '../output/errors.ts';
import { awsCommand, planOptions } from '../promotion/command.ts';
import { initialise, makePlan, sealPlan } from '../promotion/plan/plan.ts';
import { printPlan } from '../promotion/plan/print.ts';
import { restoreRelease } from '../promotion/plan/release.ts';
import { clearFolder } from '../promotion/plan/stage.ts';
import { openSession, requireBootstrap } from '../promotion/session.ts';
import {
  currentDeployment,
  previousDeployment,
} from '../promotion/state/deployments.ts';

export default awsCommand(async (target) => {
  const session = await openSession(target);
  await requireBootstrap(session);
  const previous = await previousDeployment(session.bucket);
  if (!previous) {
    throw new SandboxError(`${target.environment} has nothing to go back to.`, {
      why: 'The state bucket holds no record of another release.',
      next: '`git revert`, then `make e2e` and `make aws-plan`',
    });
  }
  clearFolder(target);
  await restoreRelease(session.bucket, target, previous);
  await initialise(session);
  const plan = await makePlan(session);
  const seal = sealPlan(session, plan, {
    digest: previous.digest,
    commit: previous.commit,
    rollback: true,
    purpose: 'apply',
  });
  printPlan(plan, seal, await currentDeployment(session.bucket));
}, planOptions);
