import { print } from '../output/log.ts';
import { LogGroupReader } from '../pipeline/log/log-group.ts';
import { awsCommand } from '../promotion/command.ts';
import { requireDeployed } from '../promotion/deployed.ts';

export default awsCommand(async (target) => {
  const { session, outputs } = await requireDeployed(target);
  const reader = new LogGroupReader(
    session.clients.logs,
    outputs.log_group_name,
  );
  for await (const line of reader.readNew()) {
    print(line);
  }
});
