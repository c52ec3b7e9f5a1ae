import type { EmulatorAccess } from '../../emulator/clients.ts';
import type { Emulator } from '../../emulator/emulator.ts';

/** What the console knows of a running emulator. */
export function toEmulator(access: EmulatorAccess): Emulator {
  return {
    ...access,
    engine: 'host',
    id: 'pid 4711',
    port: Number(new URL(access.endpoint).port),
    startedAt: new Date(0),
    version: '4.13.1',
    sessionId: 'session',
    recentLog: async () => '',
  };
}
