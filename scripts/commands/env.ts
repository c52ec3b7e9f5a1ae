import { defineCommand } from '../cli/command.ts';
import { flag, oneOf } from '../cli/options.ts';
import { warn } from '../output/log.ts';
import { readAwsCli } from '../pipeline/aws-cli.ts';
import {
  enterSandbox,
  formatChanges,
  leaveSandbox,
} from '../pipeline/shell-environment.ts';
import { requireLiveStack } from '../stack/live-stack.ts';
import { emulatorCredentials, userEnvironment } from '../system/environment.ts';

export default defineCommand({
  options: { SHELL_KIND: oneOf(['sh', 'fish']).default('sh'), UNSET: flag() },
  async run({ options: { SHELL_KIND, UNSET }, settings }) {
    const user = userEnvironment();
    if (UNSET) {
      process.stdout.write(formatChanges(leaveSandbox(user), SHELL_KIND));
      return;
    }
    const { emulator, outputs, stack } = await requireLiveStack(settings);
    const { aws_region, ...names } = outputs;
    const variables = {
      ...emulatorCredentials(emulator, stack.accountId),
      AWS_REGION: aws_region,
      AWS_DEFAULT_REGION: aws_region,
      ...Object.fromEntries(
        Object.entries(names).map(([name, value]) => [
          name.toUpperCase(),
          value,
        ]),
      ),
    };
    const cli = await readAwsCli();
    if (cli?.problem) {
      const { why, fix } = cli.problem;
      warn(`AWS CLI ${cli.version} is on PATH: ${why}.\nNext: ${fix}`);
    }
    process.stdout.write(
      formatChanges(enterSandbox(variables, user), SHELL_KIND),
    );
  },
});
