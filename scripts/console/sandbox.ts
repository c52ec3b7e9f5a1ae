import type { Settings } from '../cli/settings.ts';
import { type Emulator, requireEmulator } from '../emulator/emulator.ts';
import { type LiveStack, requireStackIn } from '../stack/live-stack.ts';

/** A page asks for several things at once. */
const rememberedMs = 2000;

/**
 * The sandbox as it is at each request: the emulator may start, end or be replaced
 * while the console runs.
 */
export class Sandbox {
  readonly settings: Settings;
  readonly #find: () => Promise<Emulator>;
  #found: { emulator: Promise<Emulator>; at: number } | undefined;
  #live: LiveStack | undefined;

  constructor(settings: Settings, find = requireEmulator) {
    this.settings = settings;
    this.#find = find;
  }

  /** @throws NoEmulatorError */
  emulator(): Promise<Emulator> {
    const now = performance.now();
    if (!this.#found || now - this.#found.at > rememberedMs) {
      const emulator = this.#find();
      // Its start is noticed at once.
      emulator.catch(() => this.forget());
      this.#found = { emulator, at: now };
    }
    return this.#found.emulator;
  }

  /** @throws NoEmulatorError or NoStackError */
  async live(): Promise<LiveStack> {
    const live = requireStackIn(await this.emulator(), this.settings);
    // The clients keep their connections.
    if (!this.#live || !isSame(this.#live, live)) {
      this.#live = live;
    }
    return this.#live;
  }

  /** For a call that failed: the emulator may have ended. */
  forget(): void {
    this.#found = undefined;
  }
}

function isSame(left: LiveStack, right: LiveStack): boolean {
  return (
    left.emulator.sessionId === right.emulator.sessionId &&
    JSON.stringify(left.outputs) === JSON.stringify(right.outputs)
  );
}
