import { print } from '../output/log.ts';
import { awsCommand, confirmOptions } from '../promotion/command.ts';
import { requireDeployed } from '../promotion/deployed.ts';
import {
  destroyGuards,
  readDestroyFacts,
} from '../promotion/guards/destroy.ts';
import { refuseUnless } from '../promotion/guards/refuse.ts';
import { applySealed } from '../promotion/plan/apply.ts';
import { initialise, makePlan, sealPlan } from '../promotion/plan/plan.ts';
import { restoreRelease } from '../promotion/plan/release.ts';
import { clearFolder } from '../promotion/plan/stage.ts';
import { summarisePlan } from '../promotion/plan/summary.ts';

export default awsCommand(async (target) => {
  const { session, deployment, outputs } = await requireDeployed(target);
  clearFolder(target);
  await restoreRelease(session.bucket, target, deployment);
  const facts = await readDestroyFacts(session.clients, outputs, target);
  refuseUnless(
    `make aws-destroy ENV=${target.environment}`,
    facts,
    destroyGuards,
  );
  await initialise(session);
  const plan = await makePlan(session, ['-destroy']);
  print(`\n${summarisePlan(plan)}`);
  const { digest, commit } = deployment;
  const origin = {
    digest,
    commit,
    rollback: true,
    purpose: 'destroy',
  } as const;
  await applySealed(session, sealPlan(session, plan, origin));
}, confirmOptions);
