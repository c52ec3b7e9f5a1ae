import { describeError, errorCode } from '../output/errors.ts';
import { failed } from '../output/log.ts';
import {
  type Environment,
  enterEnvironment,
  localEnvironment,
} from '../system/environment.ts';
import {
  InterruptedError,
  interruption,
  listenForInterruptions,
} from '../system/interruption.ts';
import { inLocal } from '../system/paths.ts';
import { ensurePrivateFolder } from '../system/private-folder.ts';
import { explainServiceError } from './service-error.ts';
import { readSettings, type Settings } from './settings.ts';

/**
 * Runs one make target: reads the settings, leaves everything of AWS behind
 * unless it is given another environment, and turns an error into a message
 * and an exit code.
 */
export async function command(
  work: (settings: Settings) => Promise<void>,
  environment: Environment = localEnvironment(),
): Promise<void> {
  listenForInterruptions();
  surviveClosedPipes();
  try {
    const settings = readSettings(process.env);
    enterEnvironment(environment);
    ensurePrivateFolder(inLocal());
    await work(settings);
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

// EPIPE: `make local-up | head`. EIO: the terminal window was closed.
const closed = ['EPIPE', 'EIO'];

/** Whoever reads the output may leave early; the work still has to end. */
function surviveClosedPipes(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error) => {
      if (!closed.includes(errorCode(error) ?? '')) {
        throw error;
      }
    });
  }
}
