import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Compiled, IncrementalBuild } from '../build/incremental.ts';
import type { WatchedCodeApi } from '../emulator/watched-code.ts';
import type { LiveStack } from '../stack/live-stack.ts';
import { WatchedFunction } from './watched-function.ts';

const compiled = (name: string): Compiled => ({
  code: { own: { [name]: new Uint8Array() } },
  durationMs: 1,
});

/** What the emulator has received, in order. */
let received: string[];
let bundle: PromiseWithResolvers<Compiled>;
let cancelled: number;

function startWatched(replace = async (_: string) => {}) {
  const build: IncrementalBuild = {
    compile: async () => compiled('own'),
    compileBundle: () => bundle.promise,
    cancelBundle: async () => {
      cancelled += 1;
      bundle.resolve({ error: 'The build was canceled' });
    },
    forgetPackages: () => {},
    dispose: async () => {},
  };
  const api = {
    async replace({ own }: { own: object }) {
      const [name = ''] = Object.keys(own);
      await replace(name);
      received.push(name);
    },
  } as unknown as WatchedCodeApi;
  const lambda = {
    send: async () => ({
      Payload: { transformToString: () => '{}' },
      $metadata: {},
    }),
  };
  const live = {
    clients: { lambda },
    outputs: { lambda_function_name: 'f' },
  } as unknown as LiveStack;
  return new WatchedFunction(live, api, build, { payload: '{}' });
}

beforeEach(() => {
  received = [];
  bundle = Promise.withResolvers();
  cancelled = 0;
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

const change = { files: ['a.ts'], savedAt: 0 };

describe('WatchedFunction', () => {
  it('never lets the bundle of older code arrive after newer code', async () => {
    const slow = Promise.withResolvers<void>();
    const watched = startWatched((name) =>
      name === 'bundle' ? slow.promise : Promise.resolve(),
    );
    const running = watched.runBundle(() => false);
    bundle.resolve(compiled('bundle'));
    const saved = watched.run(change);
    setTimeout(slow.resolve, 50);

    await Promise.all([running, saved]);

    expect(received).toEqual(['bundle', 'own']);
  });

  it('cancels the bundle at a save', async () => {
    const watched = startWatched();
    const running = watched.runBundle(() => false);

    await Promise.all([running, watched.run(change)]);

    expect(cancelled).toBe(1);
    expect(received).toEqual(['own']);
  });
});
