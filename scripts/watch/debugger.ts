import { setTimeout as delay } from 'node:timers/promises';
import { flag, integer } from '../cli/options.ts';
import type { WatchedCodeApi } from '../emulator/watched-code.ts';
import { SandboxError } from '../output/errors.ts';
import { note } from '../output/log.ts';
import { interruption } from '../system/interruption.ts';
import { describePortOwner, isPortFree } from '../system/ports.ts';
import { localUp, type Sandbox } from './local-up.ts';

export const debugOptions = {
  DEBUG: flag(),
  /** What VS Code and Chrome look for; .vscode/launch.json names it too. */
  DEBUG_PORT: integer({ min: 1024, max: 65535 }).default(9229),
};

/** VS Code lists the targets first, in a connection that it closes again. */
const attachedMs = 1000;

/** @throws SandboxError if no debugger could reach the function there. */
export async function assertDebuggable(
  live: Sandbox,
  port: number,
): Promise<void> {
  if (live.emulator.engine !== 'host') {
    throw new SandboxError('The function cannot be debugged in a container.', {
      why: 'Its debugger port is open inside the container only.',
      next: `\`make local-down\`, then \`${localUp(live, 'host')}\``,
    });
  }
  if (!(await isPortFree(port))) {
    throw new SandboxError(`The debugger cannot listen on port ${port}.`, {
      why: `Port ${port} is in use by another process: ${describePortOwner(port)}.`,
      next: `end it, or choose another port: DEBUG_PORT=${port + 1}`,
    });
  }
}

export function announceDebugger(port: number): void {
  note(
    `The function listens for a debugger on 127.0.0.1:${port}: VS Code's “Attach to the function”, or chrome://inspect`,
  );
}

/** Waits without a limit; Ctrl-C ends it. */
export async function waitForDebugger(api: WatchedCodeApi): Promise<void> {
  let since: number | undefined;
  for (;;) {
    const code = await api.read();
    if (code.watched && code.debugger_attached) {
      since ??= performance.now();
      if (performance.now() - since >= attachedMs) {
        return;
      }
    } else {
      since = undefined;
    }
    await delay(200, undefined, { signal: interruption }).catch(
      () => undefined,
    );
    interruption.throwIfAborted();
  }
}
