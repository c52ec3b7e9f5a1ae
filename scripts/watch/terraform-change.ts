import { createInterface } from 'node:readline/promises';
import { ensureBundle } from '../build/ensure-bundle.ts';
import { SandboxError } from '../output/errors.ts';
import { done, note, print } from '../output/log.ts';
import type { LiveStack } from '../stack/live-stack.ts';
import { ensureStack, prepareStack } from '../stack/local-stack.ts';
import { interruption } from '../system/interruption.ts';
import { withSandboxLock } from '../system/lock.ts';
import {
  type ChangeKind,
  changesOf,
  kindOf,
  type ResourceChange,
  readPlan,
} from '../terraform/plan-json.ts';
import { ensureTerraformTools } from '../toolchain/terraform-tools.ts';
import { localUp } from './local-up.ts';

const planFile = 'watch.tfplan';

const marks: Record<ChangeKind, string> = {
  add: '+',
  change: '~',
  replace: '±',
  destroy: '-',
};

/**
 * Shows what Terraform would change, and applies it to the sandbox.
 *
 * @returns whether it was applied.
 * @throws SandboxError if something would be lost and the user does not agree.
 */
export async function applyTerraformChange(
  live: LiveStack,
  command: string,
): Promise<boolean> {
  const { emulator, stack } = live;
  return withSandboxLock(command, async () => {
    const bundle = await ensureBundle();
    const tools = await ensureTerraformTools();
    const terraform = await prepareStack(stack, emulator, bundle, tools);
    note('Planning terraform/');
    await terraform.run(['plan', `-out=${planFile}`, '-no-color']);
    const changes = changesOf(await readPlan(terraform, planFile));
    if (changes.length === 0) {
      done('terraform/ changes nothing in the sandbox');
    } else {
      print(summarise(changes));
      await confirmLoss(changes, localUp(live));
    }
    await ensureStack(stack, emulator, bundle, tools);
    return changes.length > 0;
  });
}

/** One line for each resource. */
export function summarise(changes: ResourceChange[]): string {
  return changes
    .map((change) => {
      const kind = kindOf(change) ?? 'change';
      return `${marks[kind]} ${change.address} (${kind})`;
    })
    .join('\n');
}

export async function confirmLoss(
  changes: ResourceChange[],
  applyCommand: string,
  { stdin, stderr } = process,
): Promise<void> {
  const lost = changes.filter((change) =>
    ['replace', 'destroy'].includes(kindOf(change) ?? ''),
  );
  if (lost.length === 0) {
    return;
  }
  const addresses = lost.map(({ address }) => address).join(', ');
  const refusal = (why: string) =>
    new SandboxError(
      `terraform/ was not applied: it would replace ${addresses}.`,
      {
        why,
        next: `\`${applyCommand}\` in another terminal, which applies it without asking; or undo the change`,
      },
    );
  if (!stdin.isTTY) {
    throw refusal(
      'Its data would be lost, and there is no terminal to ask in.',
    );
  }
  const terminal = createInterface({ input: stdin, output: stderr });
  try {
    const response = await terminal.question(
      `? ${addresses}: data would be lost. Apply? (yes/no) `,
      { signal: interruption },
    );
    if (response.trim() !== 'yes') {
      throw refusal('The question was not confirmed with `yes`.');
    }
  } finally {
    terminal.close();
  }
}
