import { awsCommand } from './lib/aws/command.ts';
import { confirmAccount } from './lib/aws/confirm.ts';
import { openSession } from './lib/aws/session.ts';
import { done, step } from './output/log.ts';

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
