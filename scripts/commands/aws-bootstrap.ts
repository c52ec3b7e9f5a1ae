import { done, step } from '../output/log.ts';
import { confirmAccount } from '../promotion/account/confirm.ts';
import { awsCommand } from '../promotion/command.ts';
import { openSession } from '../promotion/session.ts';

await awsCommand(async (target) => {
  const { bucket, identity } = await openSession(target);
  const { name } = bucket;
  if (await bucket.exists()) {
    done(`State bucket ${name} is there, nothing to do`);
    return;
  }
  await confirmAccount(`About to create the state bucket ${name}`, identity);
  await step(`Creating ${name}`, () => bucket.create());
});
