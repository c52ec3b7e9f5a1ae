import { command } from '../cli/command.ts';
import { SandboxError } from '../output/errors.ts';
import { awsEnvironment, inherited } from '../system/environment.ts';
import { maskOutput } from './account/mask.ts';
import { readTarget, type Target } from './account/target.ts';

/**
 * Runs one `make aws-…` target, with the user's own credentials. Nothing that
 * it prints shows an account's id.
 */
export function awsCommand(
  work: (target: Target) => Promise<void>,
): Promise<void> {
  maskOutput();
  return command(async ({ environment }) => {
    const target = readTarget(environment, inherited);
    await work(target).catch((error: unknown) => {
      throw explainAnswer(error, target);
    });
  }, awsEnvironment());
}

/** What AWS answered is told in three parts too, without a stack. */
function explainAnswer(error: unknown, { environment }: Target): unknown {
  if (!(error instanceof Error) || !('$metadata' in error)) {
    return error;
  }
  const { httpStatusCode, requestId } = error.$metadata as Record<
    string,
    unknown
  >;
  return new SandboxError(`AWS refused a call: ${error.name}.`, {
    why: `${error.message} (status ${httpStatusCode}, request ${requestId})`,
    next: `\`make aws-doctor ENV=${environment}\``,
    cause: error,
  });
}
