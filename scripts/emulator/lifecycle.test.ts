import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EmulatorProcess, Engine } from './engine.ts';
import { ensureEmulator } from './lifecycle.ts';
import { json, startEmulator } from './test-support/emulator.ts';

afterEach(() => vi.restoreAllMocks());

const info = json({ version: '4.13.1', session_id: 's' });
const notAllowed = json({ error: 'Method Not Allowed' }, 405);
const routes = {
  '/_sandbox/autosave': notAllowed,
  '/_sandbox/faults': notAllowed,
  '/_sandbox/functions': notAllowed,
  '/_sandbox/iam/account': notAllowed,
  '/_sandbox/requests': notAllowed,
  '/_sandbox/snapshots/name': notAllowed,
  '/_sandbox/watched/account/region/name': notAllowed,
};

/** Records whether the emulator was stopped; a start ends the test. */
function engineOf(process: EmulatorProcess) {
  const calls: string[] = [];
  const engine = {
    inspect: async () => process,
    stop: async () => {
      calls.push('stop');
    },
    start: async () => {
      throw new Error('started');
    },
  };
  return { engine: engine as unknown as Engine, calls };
}

async function ensure(
  responses: Parameters<typeof startEmulator>[0],
): Promise<{ outcome: string; calls: string[] }> {
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  await using emulator = await startEmulator({
    '/_localstack/info': info,
    ...responses,
  });
  const { endpoint, secretAccessKey } = emulator;
  const port = Number(new URL(endpoint).port);
  const { engine, calls } = engineOf({
    engine: 'host',
    id: 'pid 1',
    port,
    secretAccessKey,
    startedAt: new Date(),
  });
  const outcome = await ensureEmulator(engine, { port: 0 } as never).then(
    ({ version }) => version,
    (error: Error) => error.message,
  );
  return { outcome, calls };
}

describe('ensureEmulator', () => {
  it('keeps a running emulator with every route of this checkout', async () => {
    expect(await ensure(routes)).toEqual({ outcome: '4.13.1', calls: [] });
  });

  it.each(Object.keys(routes))(
    'replaces an emulator that has no route %s',
    async (route) => {
      const { [route as keyof typeof routes]: _, ...others } = routes;

      expect(await ensure(others)).toEqual({
        outcome: 'started',
        calls: ['stop'],
      });
    },
  );
});
