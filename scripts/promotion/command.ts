import { type Command, defineCommand, type Given } from '../cli/command.ts';
import { type Options, text } from '../cli/options.ts';
import { SandboxError } from '../output/errors.ts';
import { awsEnvironment } from '../system/environment.ts';
import { maskOutput } from './account/mask.ts';
import { standInVariable } from './account/stand-in.ts';
import {
  readTarget,
  type Target,
  type TargetOptions,
} from './account/target.ts';

/** For a command that changes an account: its id, if no one can type it. */
export const confirmOptions = { CONFIRM: text().optional() };

/** For a command that seals a plan: the resources whose data may be lost. */
export const planOptions = { ALLOW_DELETE: text().optional() };

const standInOptions = { [standInVariable]: text().optional() };

/**
 * Declares a `make aws-…` target, which runs with the user's own credentials.
 * Account ids are masked in all of its output.
 */
export function awsCommand<O extends Options = Record<never, never>>(
  run: (target: Target, given: Given<O>) => Promise<void>,
  options: O = {} as O,
): Command<O & typeof standInOptions> {
  return defineCommand({
    options: { ...options, ...standInOptions },
    environment: awsEnvironment,
    async run(given) {
      maskOutput();
      const target = readTarget(
        given.settings.envName,
        given.options as TargetOptions,
      );
      await run(target, given as Given<O>).catch((error: unknown) => {
        throw explainResponse(error, target);
      });
    },
  });
}

/** An error that AWS returned, in three parts and without a stack trace. */
function explainResponse(error: unknown, { envName }: Target): unknown {
  if (!(error instanceof Error) || !('$metadata' in error)) {
    return error;
  }
  const { httpStatusCode, requestId } = error.$metadata as Record<
    string,
    unknown
  >;
  return new SandboxError(`AWS refused a call: ${error.name}.`, {
    why: `${error.message} (status ${httpStatusCode}, request ${requestId})`,
    next: `\`make aws-doctor ENV=${envName}\``,
    cause: error,
  });
}
