import { done, step } from '../output/log.ts';
import { confirmAccount } from '../promotion/account/confirm.ts';
import { awsCommand, confirmOptions } from '../promotion/command.ts';
import { openSession } from '../promotion/session.ts';

export default awsCommand(async (target) => {
  const session = await openSession(target);
  const { bucket } = session;
  const { name } = bucket;
  if (await bucket.exists()) {
    done(`State bucket ${name} exists already, nothing to do`);
    return;
  }
  await confirmAccount(`About to create the state bucket ${name}`, session);
  await step(`Creating ${name}`, () => bucket.create());
}, confirmOptions);
