import { buildBundle } from '../build/bundle.ts';
import { print } from '../output/log.ts';
import { awsCommand } from '../promotion/command.ts';
import { requireDeployed } from '../promotion/deployed.ts';
import { initialise, makePlan } from '../promotion/plan/plan.ts';
import { restoreRelease } from '../promotion/plan/release.ts';
import { clearFolder } from '../promotion/plan/stage.ts';
import { summarisePlan } from '../promotion/plan/summary.ts';
import { deploymentDigest } from '../receipt/receipt.ts';
import { inLocal, inRepository } from '../system/paths.ts';

export default awsCommand(async (target) => {
  // A folder of its own: looking must not break the seal of a plan.
  const folder = inLocal(
    'stacks',
    `${target.kind}-${target.environment}-status`,
  );
  const { session, deployment } = await requireDeployed({ ...target, folder });
  const digest = deploymentDigest(await buildBundle(inRepository()));
  clearFolder(session.target);
  await restoreRelease(session.bucket, session.target, deployment);
  await initialise(session);
  const drift = await makePlan(session, ['-lock=false']);
  const isSame = deployment.digest === digest;
  print(
    `Deployed   digest ${deployment.digest.slice(0, 12)}, commit ${deployment.commit.slice(0, 12)}, at ${deployment.at}\n` +
      `This tree  ${isSame ? 'is what is deployed' : `digest ${digest.slice(0, 12)}, which is not deployed`}\n` +
      `Drift      ${summarisePlan(drift).replace('No changes.', 'none')}`,
  );
});
