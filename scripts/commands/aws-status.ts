import { buildBundle } from '../build/bundle.ts';
import { print } from '../output/log.ts';
import { awsCommand } from '../promotion/command.ts';
import { requireDeployed } from '../promotion/deployed.ts';
import { findDrift, forDrift } from '../promotion/plan/drift.ts';
import { summarisePlan } from '../promotion/plan/summary.ts';
import { deploymentDigest } from '../receipt/receipt.ts';

export default awsCommand(async (target) => {
  const { session, deployment } = await requireDeployed(forDrift(target));
  const digest = deploymentDigest(await buildBundle());
  const drift = await findDrift(session, deployment);
  const isSame = deployment.digest === digest;
  print(
    `Deployed   digest ${deployment.digest.slice(0, 12)}, commit ${deployment.commit.slice(0, 12)}, at ${deployment.at}\n` +
      `This tree  ${isSame ? 'is what is deployed' : `digest ${digest.slice(0, 12)}, which is not deployed`}\n` +
      `Drift      ${summarisePlan(drift, 'none')}`,
  );
});
