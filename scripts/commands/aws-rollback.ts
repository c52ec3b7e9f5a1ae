import { awsCommand, planOptions } from '../promotion/command.ts';
import { proposeRollback } from '../promotion/plan/propose.ts';

export default awsCommand(async (target) => {
  await proposeRollback(target);
}, planOptions);
