import { surviveClosedPipes } from '../output/closed-pipes.ts';
import { describeError } from '../output/errors.ts';
import { failed } from '../output/log.ts';
import {
  type ChildEnv,
  enterEnvironment,
  localEnvironment,
  userEnvironment,
} from '../system/environment.ts';
import {
  InterruptedError,
  interruption,
  listenForInterruptions,
} from '../system/interruption.ts';
import { withSandboxLock } from '../system/lock.ts';
import { inLocal } from '../system/paths.ts';
import { ensurePrivateFolder } from '../system/private-folder.ts';
import type { Options, OptionValues } from './options.ts';
import { parseInput } from './parse.ts';
import { explainServiceError } from './service-error.ts';
import type { Settings } from './settings.ts';

export interface Given<O extends Options> {
  options: OptionValues<O>;
  settings: Settings;
  /** The command as typed, for hints: `make payments`. */
  command: string;
}

export interface Command<O extends Options = Options> {
  /** The options that it takes in addition to the settings. */
  options: O;
  /** True for a command that starts, changes or stops the emulator or a stack. */
  lock: boolean;
  /** What this process keeps of the user's environment: nothing of AWS by default. */
  environment: () => ChildEnv;
  run(given: Given<O>): Promise<void>;
}

/** Declares a make target: the default export of its file in commands/. */
export function defineCommand<O extends Options = Record<never, never>>(
  definition: Pick<Command<O>, 'run'> & Partial<Command<O>>,
): Command<O> {
  return {
    options: {} as O,
    lock: false,
    environment: localEnvironment,
    ...definition,
  };
}

/**
 * Runs a command, and turns an error into a message and an exit code.
 *
 * @param command as typed, such as `make payments`.
 */
export async function runCommand<O extends Options>(
  command: string,
  { options, lock, environment, run }: Command<O>,
): Promise<void> {
  listenForInterruptions();
  surviveClosedPipes();
  try {
    const variables = userEnvironment();
    const typed = variables.TYPED_OPTIONS?.split(' ').filter(Boolean) ?? [];
    const input = parseInput(options, { command, variables, typed });
    enterEnvironment(environment());
    ensurePrivateFolder(inLocal());
    const work = () => run({ ...input, command });
    await (lock ? withSandboxLock(command, work) : work());
    interruption.throwIfAborted();
  } catch (error) {
    const cause =
      interruption.aborted && !(error instanceof InterruptedError)
        ? interruption.reason
        : error;
    failed(describeError(explainServiceError(cause)));
    process.exitCode = cause instanceof InterruptedError ? cause.exitCode : 1;
  }
}
