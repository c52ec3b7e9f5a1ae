import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  afterAll,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  vi,
} from 'vitest';
import type { EmulatorProcess, Engine } from './engine.ts';
import { probeLiveness } from './liveness.ts';
import type { Running } from './running.ts';

const startedAt = new Date('2026-01-01T00:00:00Z');
const run = { sessionId: 'session-1', startedAt };
let session = { version: '4.13.1', session_id: 'session-1' };
let found: Running | undefined;

vi.mock('./running.ts', () => ({ findRunning: async () => found }));

/** Stands in for LocalStack: responds with the session of this emulator. */
const server = createServer((_, response) =>
  response.end(JSON.stringify(session)),
);
beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
afterAll(() => void server.close());

function running(
  process: Partial<EmulatorProcess> = {},
  freeBytes = 1e9,
): Running {
  const { port } = server.address() as AddressInfo;
  return {
    engine: {
      disk: async () => ({ freeBytes, fix: 'make room' }),
    } as unknown as Engine,
    process: {
      engine: 'docker',
      id: 'container 1',
      port,
      secretAccessKey: 'secret',
      startedAt,
      ...process,
    },
  };
}

describe('probeLiveness', () => {
  beforeEach(() => {
    session = { version: '4.13.1', session_id: 'session-1' };
    found = running();
  });

  it('finds an emulator that runs on', async () => {
    expect(await probeLiveness(run)).toEqual({ state: 'running' });
  });

  it('finds that it has ended', async () => {
    found = undefined;

    expect(await probeLiveness(run)).toEqual({ state: 'ended' });
  });

  it('finds that it is paused', async () => {
    const paused = { command: 'docker unpause 1', resume: async () => {} };
    found = running({ paused });

    expect(await probeLiveness(run)).toMatchObject({ state: 'paused' });
  });

  it('finds that nothing responds', async () => {
    found = running({ port: 1 });

    expect(await probeLiveness(run)).toMatchObject({ state: 'silent' });
  });

  it('finds a restart before the new one responds', async () => {
    found = running({ port: 1, startedAt: new Date() });

    expect(await probeLiveness(run)).toEqual({ state: 'restarted' });
  });

  it('finds a restart inside the same process or container', async () => {
    session = { version: '4.13.1', session_id: 'session-2' };

    expect(await probeLiveness(run)).toEqual({ state: 'restarted' });
  });

  it('finds its disk full, and says how much is left', async () => {
    found = running({}, 2 ** 20);

    expect(await probeLiveness(run)).toEqual({
      state: 'full',
      why: 'Its container 1 has 1.0 MiB left for files: requests fail, or never get a response.',
      fix: 'make room',
    });
  });
});
