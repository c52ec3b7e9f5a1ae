import { platform as thisPlatform } from '../../toolchain/terraform.ts';

/** Why the host engine cannot run on a platform, or undefined if it can. */
export function findHostProblem(platform = thisPlatform): string | undefined {
  return platform === 'linux_arm64'
    ? 'DynamoDB Local has no SQLite library for Linux on arm64.'
    : undefined;
}
