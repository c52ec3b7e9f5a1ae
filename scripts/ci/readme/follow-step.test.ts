import { describe, expect, it } from 'vitest';
import { followStep } from './follow-step.ts';

function shellThatPrints(printed: string[], exitCode = 0) {
  return { run: async () => ({ exitCode, printed }) };
}

const step = { line: 7, command: 'make greeting', output: ['hello'] };

describe('followStep', () => {
  it('returns what was printed if it is what the document says', async () => {
    const outcome = await followStep(shellThatPrints(['hello']), 'A.md', step);

    expect(outcome.printed).toEqual(['hello']);
  });

  it('names line, command, expectation and output of a mismatch', async () => {
    await expect(
      followStep(shellThatPrints(['goodbye']), 'A.md', step),
    ).rejects.toMatchObject({
      message: 'A.md:7: `make greeting` does not print the documented output.',
      why: 'Expected: hello\nPrinted:\ngoodbye\n',
    });
  });

  it('throws if the command fails, whatever it printed', async () => {
    await expect(
      followStep(shellThatPrints(['hello'], 2), 'A.md', step),
    ).rejects.toMatchObject({
      message: 'A.md:7: `make greeting` failed with exit code 2.',
      why: 'hello',
    });
  });
});
