import { awsCommand } from './lib/aws/command.ts';
import {
  currentDeployment,
  previousDeployment,
} from './lib/aws/deployments.ts';
import { initialise, makePlan, sealPlan } from './lib/aws/plan.ts';
import { printPlan } from './lib/aws/print-plan.ts';
import { restoreRelease } from './lib/aws/release.ts';
import { openSession, requireBootstrap } from './lib/aws/session.ts';
import { clearFolder } from './lib/aws/stage.ts';
import { SandboxError } from './output/errors.ts';

await awsCommand(async (target) => {
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
});
