import { awsCommand, confirmOptions } from '../promotion/command.ts';
import { applySealed } from '../promotion/plan/apply.ts';
import { proposeDestroy } from '../promotion/plan/propose.ts';

export default awsCommand(async (target) => {
  const { session, seal } = await proposeDestroy(target);
  await applySealed(session, seal);
}, confirmOptions);
