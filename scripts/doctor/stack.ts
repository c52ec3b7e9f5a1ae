import { existsSync } from 'node:fs';
import { z } from 'zod';
import type { Settings } from '../cli/settings.ts';
import { connect } from '../emulator/emulator.ts';
import { findRunning } from '../emulator/running.ts';
import { describeSaved } from '../emulator/snapshots/describe.ts';
import type { Finding } from '../output/findings.ts';
import { stackFor } from '../stack/live-stack.ts';
import { readApplied } from '../stack/record.ts';
import { hasState } from '../stack/state.ts';
import { readJson } from '../system/files.ts';
import { inLocal } from '../system/paths.ts';
import { isAlive, processIdentitySchema } from '../system/process-identity.ts';

/** The lock file of a killed command is information only: the next command removes it. */
export async function checkLock(): Promise<Finding[]> {
  const file = inLocal('sandbox.lock');
  if (!existsSync(file)) {
    return [];
  }
  const holder = readJson(
    file,
    processIdentitySchema.extend({ command: z.string() }),
  );
  const working = holder !== undefined && isAlive(holder);
  return [
    {
      status: 'info',
      name: 'Lock',
      detail: working
        ? `\`${holder.command}\`, pid ${holder.pid}, is working`
        : 'left by a killed command; the next one takes over',
    },
  ];
}

/** Terraform's state file outlives an emulator whose state was not saved. */
export async function checkStack(settings: Settings): Promise<Finding[]> {
  const stack = stackFor(settings);
  const running = await findRunning();
  const emulator = running && (await connect(running));
  const isOutOfReach = running !== undefined && emulator === undefined;
  const isSaved = !running && describeSaved() !== undefined;
  const isLost =
    !isOutOfReach &&
    !isSaved &&
    hasState(stack) &&
    readApplied(stack)?.sessionId !== emulator?.sessionId;
  return isLost
    ? [
        {
          status: 'error',
          name: `Stack ${stack.envName}`,
          detail:
            'its state names resources that were lost with another emulator',
          fix: '`make local-up` starts over, `make destroy` forgets it',
        },
      ]
    : [];
}
