import { dockerEngine } from './docker/engine.ts';
import type { EmulatorProcess, Engine } from './engine.ts';
import { hostEngine } from './host/engine.ts';

export const engines: readonly Engine[] = [hostEngine, dockerEngine];

export interface Running {
  engine: Engine;
  process: EmulatorProcess;
}

/** What runs the emulator of this checkout now, whether it answers or not. */
export async function findRunning(): Promise<Running | undefined> {
  for (const engine of engines) {
    const process = await engine.inspect();
    if (process) {
      return { engine, process };
    }
  }
  return undefined;
}
