import { enterLocalEnvironment } from './environment.ts';
import { describeError } from './errors.ts';
import {
  InterruptedError,
  interruption,
  listenForInterruptions,
} from './interruption.ts';
import { failed } from './log.ts';
import { readSettings, type Settings } from './settings.ts';

/**
 * Runs one make target: reads the settings, leaves everything of AWS behind,
 * and turns an error into a message and an exit code.
 */
export async function command(
  work: (settings: Settings) => Promise<void>,
): Promise<void> {
  listenForInterruptions();
  try {
    const settings = readSettings(process.env);
    enterLocalEnvironment();
    await work(settings);
    interruption.throwIfAborted();
  } catch (error) {
    const cause = interruption.aborted ? interruption.reason : error;
    failed(describeError(cause));
    process.exitCode = cause instanceof InterruptedError ? cause.exitCode : 1;
  }
}
