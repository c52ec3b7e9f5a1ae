import { defineCommand } from '../cli/command.ts';
import { requireLiveStack } from '../stack/live-stack.ts';
import { emulatorCredentials } from '../system/environment.ts';

export default defineCommand({
  async run({ settings }) {
    const { emulator, outputs, stack } = await requireLiveStack(settings);
    const { aws_region, ...names } = outputs;
    const variables = {
      ...emulatorCredentials(emulator, stack.accountId),
      AWS_REGION: aws_region,
      AWS_DEFAULT_REGION: aws_region,
      AWS_EC2_METADATA_DISABLED: 'true',
      ...Object.fromEntries(
        Object.entries(names).map(([name, value]) => [
          name.toUpperCase(),
          value,
        ]),
      ),
    };
    const lines = [
      // A real account's profile or session token would override the keys.
      'unset AWS_PROFILE AWS_DEFAULT_PROFILE AWS_SESSION_TOKEN AWS_CA_BUNDLE',
      ...Object.entries(variables).map(
        ([name, value]) => `export ${name}=${quote(value)}`,
      ),
    ];
    process.stdout.write(`${lines.join('\n')}\n`);
  },
});

function quote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}
