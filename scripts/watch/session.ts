import { setTimeout as delay } from 'node:timers/promises';
import {
  type IncrementalBuild,
  startIncrementalBuild,
} from '../build/incremental.ts';
import type { Liveness } from '../emulator/liveness.ts';
import { withWatchdog } from '../emulator/watchdog.ts';
import {
  type WatchedCodeApi,
  WatchedCodeStaysError,
} from '../emulator/watched-code.ts';
import { describeError, SandboxError } from '../output/errors.ts';
import { done, failed, note, warn } from '../output/log.ts';
import type { LiveStack } from '../stack/live-stack.ts';
import { interruption } from '../system/interruption.ts';
import { inRepository } from '../system/paths.ts';
import { type Change, Changes } from './changes.ts';
import { announceDebugger, assertDebuggable } from './debugger.ts';
import { localUp } from './local-up.ts';
import { applyTerraformChange } from './terraform-change.ts';
import { TypeCheck } from './type-check.ts';
import { withWatchLock } from './watch-lock.ts';
import { watchedCodeOf } from './watched-code-of.ts';
import { WatchedFunction } from './watched-function.ts';

const quietMs = 2000;

/** npm writes the last one when it has installed packages. */
const packageFiles = [
  'package.json',
  'tsconfig.json',
  'node_modules/.package-lock.json',
];

export interface WatchOptions {
  payload: string;
  debugPort: number | undefined;
  command: string;
}

/** Runs the code of this checkout at each save, until it is interrupted. */
export function watchSandbox(
  live: LiveStack,
  options: WatchOptions,
): Promise<void> {
  const api = watchedCodeOf(live);
  const lost = Promise.withResolvers<never>();
  const reject = (liveness: Liveness) =>
    lost.reject(explainLoss(liveness, live));
  return withWatchLock(options.command, () =>
    withWatchdog(live.emulator, reject, async () => {
      const session = new Session(live, api, options);
      try {
        await Promise.race([session.run(), lost.promise]);
      } finally {
        await session.stop().finally(() => endWatchedCode(api));
      }
    }),
  );
}

async function endWatchedCode(api: WatchedCodeApi): Promise<void> {
  try {
    await api.end();
    done('The applied code runs again');
  } catch (error) {
    // Otherwise the emulator, or the function, is gone.
    if (error instanceof WatchedCodeStaysError) {
      warn(describeError(error));
    }
  }
}

function explainLoss(liveness: Liveness, live: LiveStack): SandboxError {
  return new SandboxError('LocalStack is lost while it was being watched.', {
    why: `It has ${liveness.state === 'full' ? 'no room left on its disk' : liveness.state}.`,
    next: `\`${localUp(live)}\`, then the same command again`,
  });
}

class Session {
  readonly #live: LiveStack;
  readonly #api: WatchedCodeApi;
  readonly #options: WatchOptions;
  readonly #changes = new Changes(
    inRepository(),
    ['lambda', 'journal', 'terraform'],
    packageFiles,
  );
  readonly #types = new TypeCheck();
  readonly #stopped = new AbortController();
  #build: IncrementalBuild | undefined;

  constructor(live: LiveStack, api: WatchedCodeApi, options: WatchOptions) {
    this.#live = live;
    this.#api = api;
    this.#options = options;
  }

  async run(): Promise<void> {
    const { debugPort } = this.#options;
    // What a watch that was killed left behind.
    await this.#api.end();
    if (debugPort !== undefined) {
      await assertDebuggable(this.#live, debugPort);
    }
    const readable = debugPort !== undefined;
    this.#build = await startIncrementalBuild({ readable });
    const watched = new WatchedFunction(this.#live, this.#api, this.#build, {
      ...this.#options,
      nextSave: () => this.#changes.arrived,
    });
    await watched.run({ files: [], savedAt: performance.now() });
    await watched.learnVolatile();
    if (debugPort !== undefined) {
      announceDebugger(debugPort);
    }
    note('Watching lambda/, journal/ and terraform/; Ctrl-C ends it');
    await this.#runAtEachSave(watched);
  }

  /** Also while `run` waits for a response that will never arrive. */
  async stop(): Promise<void> {
    this.#stopped.abort();
    this.#changes.close();
    await this.#types.stop();
    await this.#build?.dispose();
  }

  async #runAtEachSave(watched: WatchedFunction): Promise<void> {
    for (let isQuiet = false; ; ) {
      const change = await this.#nextChange(isQuiet);
      if (change === undefined) {
        isQuiet = true;
        await this.#useQuiet(watched);
      } else {
        isQuiet = false;
        await this.#handle(change, watched);
      }
    }
  }

  /** Undefined if there is none for a while. */
  async #nextChange(isQuiet: boolean): Promise<Change | undefined> {
    const quiet = new AbortController();
    const signal = AbortSignal.any([
      interruption,
      this.#stopped.signal,
      quiet.signal,
    ]);
    const wait = isQuiet ? 2 ** 31 - 1 : quietMs;
    await Promise.race([
      this.#changes.arrived,
      delay(wait, undefined, { signal }).catch(() => undefined),
    ]);
    quiet.abort();
    interruption.throwIfAborted();
    this.#stopped.signal.throwIfAborted();
    return this.#changes.isPending ? this.#changes.take() : undefined;
  }

  async #useQuiet(watched: WatchedFunction): Promise<void> {
    this.#types.start();
    if (this.#options.debugPort === undefined) {
      const bundle = watched.runBundle(() => this.#changes.isPending);
      await Promise.race([this.#changes.arrived, bundle]);
    }
  }

  async #handle({ files, savedAt }: Change, watched: WatchedFunction) {
    const code = files.filter((file) => !file.startsWith('terraform/'));
    if (code.some((file) => packageFiles.includes(file))) {
      this.#build?.forgetPackages();
    }
    if (code.length > 0) {
      await watched.run({ files: code, savedAt });
    }
    if (code.length < files.length) {
      await this.#applyTerraform(files, watched);
    }
  }

  async #applyTerraform(files: string[], watched: WatchedFunction) {
    try {
      const startedAt = performance.now();
      await applyTerraformChange(this.#live, this.#options.command);
      // The apply has replaced the watched code.
      await watched.run({ files, savedAt: startedAt }, { always: true });
    } catch (error) {
      interruption.throwIfAborted();
      failed(describeError(error));
    }
  }
}
