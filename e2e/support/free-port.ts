import { randomInt } from 'node:crypto';
import { isPortFree } from '../../scripts/system/ports.ts';

// From 32768 on, the system chooses ports itself, for connections and for servers
// that take any. It could choose one again before the emulator starts, or while it is
// killed and started again.
const first = 20_000;
const end = 32_768;

/** A port of 127.0.0.1 that stays free until a server listens on it. */
export async function findFreePort(): Promise<number> {
  for (;;) {
    const port = randomInt(first, end);
    if (await isPortFree(port)) {
      return port;
    }
  }
}
