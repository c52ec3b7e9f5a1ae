import type { Emulator } from '../emulator/emulator.ts';
import { defaultPort } from '../emulator/port-occupant.ts';
import type { Stack } from '../stack/stage.ts';

/** What tells a sandbox from others. */
export interface Sandbox {
  emulator: Pick<Emulator, 'engine' | 'port'>;
  stack: Pick<Stack, 'envName'>;
}

/** The command that applies this sandbox's stack, also after its emulator has ended. */
export function localUp(
  { emulator, stack }: Sandbox,
  engine = emulator.engine,
): string {
  return [
    'make local-up',
    ...(stack.envName === 'local' ? [] : [`ENV=${stack.envName}`]),
    ...(emulator.port === defaultPort ? [] : [`PORT=${emulator.port}`]),
    `ENGINE=${engine}`,
  ].join(' ');
}
