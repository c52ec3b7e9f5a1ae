import { logOptions, showLog } from '../pipeline/log/show-log.ts';
import { awsCommand } from '../promotion/command.ts';
import { requireDeployed } from '../promotion/deployed.ts';

export default awsCommand(async (target, { options, command }) => {
  const { session, outputs } = await requireDeployed(target);
  await showLog(
    session.clients,
    outputs,
    options,
    `${command} ENV=${target.envName}`,
  );
}, logOptions);
