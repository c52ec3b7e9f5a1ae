import { applySealed } from './lib/aws/apply.ts';
import { awsCommand } from './lib/aws/command.ts';
import { requireDeployed } from './lib/aws/deployed.ts';
import { destroyGuards, readDestroyFacts } from './lib/aws/guards/destroy.ts';
import { refuseUnless } from './lib/aws/guards/refuse.ts';
import { initialise, makePlan, sealPlan } from './lib/aws/plan.ts';
import { summarisePlan } from './lib/aws/plan-summary.ts';
import { restoreRelease } from './lib/aws/release.ts';
import { clearFolder } from './lib/aws/stage.ts';
import { print } from './output/log.ts';

await awsCommand(async (target) => {
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
});
