import { awsCommand } from '../promotion/command.ts';
import { requireDeployed } from '../promotion/deployed.ts';
import { verifyDeployment } from '../promotion/verify.ts';

export default awsCommand(async (target) => {
  const { session, outputs } = await requireDeployed(target);
  await verifyDeployment(session.clients, outputs);
});
