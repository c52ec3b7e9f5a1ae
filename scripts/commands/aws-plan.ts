import { awsCommand, planOptions } from '../promotion/command.ts';
import { proposeSource } from '../promotion/plan/propose.ts';

export default awsCommand(async (target) => {
  await proposeSource(target);
}, planOptions);
