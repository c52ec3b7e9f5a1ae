import { SandboxError } from '../../output/errors.ts';
import { findMismatch } from './compare-output.ts';
import type { Step } from './read-steps.ts';
import type { Outcome, Shell } from './shell.ts';

/**
 * Runs one command of a document.
 *
 * @throws SandboxError if it fails, or does not print what the document says.
 */
export async function followStep(
  shell: Pick<Shell, 'run'>,
  document: string,
  { line, command, output }: Step,
): Promise<Outcome> {
  const outcome = await shell.run(command);
  const place = `${document}:${line}: \`${command}\``;
  if (outcome.exitCode !== 0) {
    throw new SandboxError(
      `${place} failed with exit code ${outcome.exitCode}.`,
      { why: outcome.printed.slice(-20).join('\n') },
    );
  }
  const mismatch = output && findMismatch(output, outcome.printed);
  if (mismatch) {
    throw new SandboxError(`${place} does not print the documented output.`, {
      why: `Expected: ${mismatch.expected}\nPrinted:\n${mismatch.actual}`,
      next: `fix the command, or update the output in ${document}`,
    });
  }
  return outcome;
}
