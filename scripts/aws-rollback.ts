import { awsCommand } from './lib/aws/command.ts';
import {
  currentDeployment,
  previousDeployment,
  readDeployments,
  restoreRelease,
} from './lib/aws/deployments.ts';
import { initialise, makePlan, sealPlan } from './lib/aws/plan.ts';
import { printPlan } from './lib/aws/print-plan.ts';
import { openSession, requireBootstrap } from './lib/aws/session.ts';
import { clearFolder } from './lib/aws/stage.ts';
import { SandboxError } from './lib/errors.ts';

await awsCommand(async (target) => {
  const session = await openSession(target);
  await requireBootstrap(session);
  const deployments = await readDeployments(session.bucket);
  const previous = previousDeployment(deployments);
  if (!previous) {
    throw new SandboxError(`${target.environment} has nothing to go back to.`, {
      why: 'Only one release was ever deployed there.',
      next: '`git revert`, then `make e2e` and `make aws-plan`',
    });
  }
  clearFolder(target);
  await restoreRelease(session.bucket, target, previous.digest);
  await initialise(session);
  const plan = await makePlan(session);
  const seal = sealPlan(session, plan, {
    digest: previous.digest,
    commit: previous.commit,
    rollback: true,
    purpose: 'apply',
  });
  printPlan(plan, seal, currentDeployment(deployments));
});
