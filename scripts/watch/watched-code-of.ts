import { WatchedCodeApi } from '../emulator/watched-code.ts';
import type { LiveStack } from '../stack/live-stack.ts';
import { localUp } from './local-up.ts';

/** The code of a stack's function, with the sandbox's settings in each hint. */
export function watchedCodeOf(live: LiveStack): WatchedCodeApi {
  const { emulator, outputs, stack } = live;
  return new WatchedCodeApi(emulator, stack.accountId, outputs, localUp(live));
}
