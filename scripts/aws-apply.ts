import { buildBundle } from './build/bundle.ts';
import { applySealed, requireSeal } from './lib/aws/apply.ts';
import { awsCommand } from './lib/aws/command.ts';
import { initialise } from './lib/aws/plan.ts';
import { openSession, requireBootstrap } from './lib/aws/session.ts';
import { verifyDeployment } from './lib/aws/verify.ts';
import { inRepository } from './system/paths.ts';

await awsCommand(async (target) => {
  const bundle = await buildBundle(inRepository());
  const session = await openSession(target);
  await requireBootstrap(session);
  const seal = await requireSeal(session, bundle);
  // The plan may come from another machine, as it does in CI.
  await initialise(session);
  const outputs = await applySealed(session, seal);
  if (outputs) {
    await verifyDeployment(session.clients, outputs);
  }
});
