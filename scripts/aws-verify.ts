import { awsCommand } from './lib/aws/command.ts';
import { requireDeployed } from './lib/aws/deployed.ts';
import { verifyDeployment } from './lib/aws/verify.ts';

await awsCommand(async (target) => {
  const { session, outputs } = await requireDeployed(target);
  await verifyDeployment(session.clients, outputs);
});
