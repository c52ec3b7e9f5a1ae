import { SandboxError } from '../output/errors.ts';
import { done } from '../output/log.ts';
import type { LiveStack } from '../stack/live-stack.ts';
import {
  announceDebugger,
  assertDebuggable,
  waitForDebugger,
} from './debugger.ts';
import { withWatchLock } from './watch-lock.ts';
import { watchedCodeOf } from './watched-code-of.ts';

/** Runs `invoke` with this checkout's code under a debugger, once one is attached. */
export function underDebugger<T>(
  live: LiveStack,
  port: number,
  command: string,
  invoke: () => Promise<T>,
): Promise<T> {
  return withWatchLock(command, async () => {
    const api = watchedCodeOf(live);
    await api.end();
    await assertDebuggable(live, port);
    // It loads esbuild, which `make invoke` alone does not need.
    const { startIncrementalBuild } = await import('../build/incremental.ts');
    const build = await startIncrementalBuild({ readable: true });
    try {
      const compiled = await build.compile();
      if ('error' in compiled) {
        throw new SandboxError('The function does not compile.', {
          why: compiled.error,
          next: `fix it, then \`${command} DEBUG=1\``,
        });
      }
      await api.replace(compiled.code, port);
      announceDebugger(port);
      await waitForDebugger(api);
      done('A debugger is attached');
      return await invoke();
    } finally {
      await build.dispose();
      await api.end();
    }
  });
}
