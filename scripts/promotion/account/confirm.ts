import { createInterface } from 'node:readline/promises';
import { SandboxError } from '../../output/errors.ts';
import { interruption } from '../../system/interruption.ts';
import type { Identity } from './identity.ts';
import type { Target } from './target.ts';

/** Prompts for the account id, which is not typed by mistake. */
export async function confirmAccount(
  what: string,
  { identity, target }: { identity: Identity; target: Target },
): Promise<void> {
  const { account } = identity;
  const response = target.confirmation ?? (await ask(what, account));
  if (response.trim() !== account) {
    throw new SandboxError(`Not confirmed: ${what}. Nothing was changed.`, {
      why: `Expected the 12 digits of the account that ends in ${account.slice(-4)}.`,
      next: 'type them, or set CONFIRM=<account id> if no terminal is available',
    });
  }
}

async function ask(what: string, account: string): Promise<string> {
  if (!process.stdin.isTTY) {
    return '';
  }
  const terminal = createInterface({
    input: process.stdin,
    output: process.stderr,
  });
  try {
    return await terminal.question(
      `${what}\nType the id of the account that ends in ${account.slice(-4)} to continue: `,
      { signal: interruption },
    );
  } finally {
    terminal.close();
  }
}
