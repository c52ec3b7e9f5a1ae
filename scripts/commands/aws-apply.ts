import { buildBundle } from '../build/bundle.ts';
import { awsCommand, confirmOptions } from '../promotion/command.ts';
import { applySealed, requireSeal } from '../promotion/plan/apply.ts';
import { initialise } from '../promotion/plan/plan.ts';
import { openSession, requireBootstrap } from '../promotion/session.ts';
import { verifyDeployment } from '../promotion/verify.ts';

export default awsCommand(async (target) => {
  const bundle = await buildBundle();
  const session = await openSession(target);
  await requireBootstrap(session);
  const seal = await requireSeal(session, bundle);
  // The plan may come from another machine, as in CI.
  await initialise(session);
  const outputs = await applySealed(session, seal);
  if (outputs) {
    await verifyDeployment(session.clients, outputs);
  }
}, confirmOptions);
