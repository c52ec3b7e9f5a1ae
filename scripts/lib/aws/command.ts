import { command } from '../command.ts';
import { awsEnvironment, inherited } from '../environment.ts';
import { readTarget, type Target } from './target.ts';

/** Runs one `make aws-…` target, with the user's own credentials. */
export function awsCommand(
  work: (target: Target) => Promise<void>,
): Promise<void> {
  return command(
    (settings) => work(readTarget(settings.environment, inherited)),
    awsEnvironment(),
  );
}
