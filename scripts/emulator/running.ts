import { dockerEngine } from './docker/engine.ts';
import type { EmulatorProcess, Engine } from './engine.ts';
import { hostEngine } from './host/engine.ts';

export const engines: readonly Engine[] = [hostEngine, dockerEngine];

export interface Running {
  engine: Engine;
  process: EmulatorProcess;
}

/** The running emulator of this checkout, whether it responds or not. */
export async function findRunning(): Promise<Running | undefined> {
  for (const engine of engines) {
    const process = await engine.inspect();
    if (process) {
      return { engine, process };
    }
  }
  return undefined;
}
