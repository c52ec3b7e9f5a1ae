/** Runs commands/<name>.ts, the make target that scripts/run was given. */
import { type Command, runCommand } from './cli/command.ts';

const [name = ''] = process.argv.slice(2);
const { default: command } = (await import(`./commands/${name}.ts`)) as {
  default: Command;
};
await runCommand(`make ${name}`, command);
