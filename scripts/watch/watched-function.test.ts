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
/** Whether the function never responds. */
let isHanging: boolean;
/** What it responds, in order; then `{}`. */
let responses: { payload: string; FunctionError?: string }[];
let printed: string;

function startWatched(
  replace = async (_: string) => {},
  options: Partial<ConstructorParameters<typeof WatchedFunction>[3]> = {},
) {
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
    async send(_: unknown, { abortSignal }: { abortSignal: AbortSignal }) {
      if (isHanging) {
        await new Promise((_, reject) =>
          abortSignal.addEventListener('abort', () =>
            reject(abortSignal.reason),
          ),
        );
      }
      const { payload, ...response } = responses.shift() ?? { payload: '{}' };
      return {
        ...response,
        Payload: { transformToString: () => payload },
        $metadata: {},
      };
    },
  };
  const live = {
    clients: { lambda },
    outputs: { lambda_function_name: 'f' },
    stack: { envName: 'local' },
  } as unknown as LiveStack;
  return new WatchedFunction(live, api, build, { payload: '{}', ...options });
}

beforeEach(() => {
  received = [];
  bundle = Promise.withResolvers();
  cancelled = 0;
  isHanging = false;
  responses = [];
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += text;
    return true;
  });
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

  it('does not wait for a response that a newer save makes useless', async () => {
    isHanging = true;
    const save = Promise.withResolvers<void>();
    const watched = startWatched(undefined, {
      nextSave: () => save.promise,
      graceMs: 1,
    });
    const running = watched.run(change);
    setTimeout(save.resolve, 20);

    await running;

    expect(printed).toMatch(/superseded by a newer save\n$/);
    isHanging = false;
    await watched.run(change, { always: true });
    expect(printed).toMatch(/response \d+ ms {2}✔ \{\}\n$/);
  });

  it('waits a little, because most responses arrive soon', async () => {
    const watched = startWatched(undefined, {
      nextSave: () => Promise.resolve(),
      graceMs: 60_000,
    });

    await watched.run(change);

    expect(printed).toContain('✔ {}');
  });

  it('compares a response with the last one that did not fail', async () => {
    responses = [
      { payload: '{"edit": 1}' },
      { payload: '{}', FunctionError: 'Unhandled' },
      { payload: '{"edit": 2}' },
    ];
    const watched = startWatched();

    for (const _ of [...responses]) {
      await watched.run(change, { always: true });
    }

    expect(printed).toMatch(/✘ failed\n.*edit 1 → 2\n$/s);
  });
});
