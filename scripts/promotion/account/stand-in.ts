import { SandboxError } from '../../output/errors.ts';

/**
 * Names a second LocalStack that stands in for AWS in tests. This variable
 * is the only way for an AWS command to reach an emulator; if set, none reaches AWS.
 */
export const standInVariable = 'SANDBOX_AWS_STAND_IN_ENDPOINT';

/** @throws SandboxError unless it is a port on this machine. */
export function readStandInEndpoint(
  endpoint: string | undefined,
): string | undefined {
  if (endpoint && !/^http:\/\/127\.0\.0\.1:\d+$/.test(endpoint)) {
    throw new SandboxError(`${standInVariable} is not a stand-in.`, {
      why: `Expected http://127.0.0.1:<port>, got \`${endpoint}\`.`,
      next: `unset ${standInVariable}; it is for tests only`,
    });
  }
  return endpoint;
}
