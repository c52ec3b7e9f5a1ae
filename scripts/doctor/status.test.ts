import { describe, expect, it } from 'vitest';
import type { Emulator } from '../emulator/emulator.ts';
import type { StackState } from '../stack/status.ts';
import {
  exitCodeOf,
  formatStatus,
  type SandboxStatus,
  toJson,
} from './status.ts';

const emulator: Emulator = {
  engine: 'host',
  id: 'pid 4711',
  port: 4566,
  endpoint: 'http://127.0.0.1:4566',
  version: '4.13.1',
  sessionId: 'session',
  secretAccessKey: 'never-shown',
  startedAt: new Date('2026-01-01T00:00:00Z'),
  recentLog: async () => '',
};

const landlocked = {
  node_permissions: true,
  landlock_abi: 6,
  private_root: true,
  restricts: ['files', 'network', 'signals', 'sockets', 'existence'],
  problem: null,
  private_root_problem: null,
};
const landlockedEnvironment = {
  function: 'payments',
  version: '$LATEST',
  confinement: landlocked,
};
const running: SandboxStatus = {
  process: emulator,
  emulator,
  isIamEnforced: true,
  functions: {
    confinement: landlocked,
    environments: [landlockedEnvironment],
  },
  envName: 'local',
  stack: { state: 'applied', text: 'applied, in step', next: 'make invoke' },
};
const silent = {
  ...running,
  emulator: undefined,
  isIamEnforced: undefined,
  functions: undefined,
  stack: { ...running.stack, state: 'unreachable' as const },
};
const paused = {
  ...silent,
  process: { ...emulator, paused: { command: 'x', resume: async () => {} } },
};
const stopped = {
  ...silent,
  process: undefined,
  stack: { ...running.stack, state: 'lost' as const },
};

describe('toJson', () => {
  it('has stable keys, and not the secret', () => {
    expect(toJson(running)).toEqual({
      emulator: {
        state: 'running',
        engine: 'host',
        id: 'pid 4711',
        port: 4566,
        endpoint: 'http://127.0.0.1:4566',
        version: '4.13.1',
        started_at: '2026-01-01T00:00:00.000Z',
      },
      iam_enforced: true,
      functions: running.functions,
      stack: {
        environment: 'local',
        state: 'applied',
        detail: 'applied, in step',
        watched_since: null,
      },
      next: 'make invoke',
    });
  });

  it.each([
    [silent, 'silent'],
    [paused, 'paused'],
    [stopped, 'stopped'],
  ])('has the same keys when there is less to report (%#)', (status, state) => {
    const json = toJson(status);

    expect(json).toMatchObject({
      emulator: { state },
      iam_enforced: null,
      functions: null,
    });
    expect(Object.keys(json.emulator)).toEqual(
      Object.keys(toJson(running).emulator),
    );
  });
});

describe('exitCodeOf', () => {
  it.each<[StackState, number]>([
    ['applied', 0],
    ['not applied', 5],
    ['incomplete', 5],
    ['lost', 5],
    ['damaged', 5],
    ['changed', 6],
  ])('of a running emulator, stack %s, is %i', (state, code) => {
    const stack = { ...running.stack, state };

    expect(exitCodeOf({ ...running, stack })).toBe(code);
  });

  it('says that the emulator is stopped or does not respond', () => {
    expect([silent, paused, stopped].map(exitCodeOf)).toEqual([4, 4, 3]);
  });
});

describe('formatStatus', () => {
  it('says what is unknown of an emulator that does not respond', () => {
    expect(formatStatus(silent)).toMatch(
      /^Emulator {3}LocalStack on port 4566 does not respond, pid 4711\nIAM {8}unknown\nFunctions {2}unknown\n/,
    );
  });

  it('says that an older emulator cannot tell how, and what to do', () => {
    const older = { ...running, functions: 'older' as const };

    expect(formatStatus(older)).toContain(
      '\nFunctions  unknown: the running emulator is older; `make local-up` replaces it\n',
    );
    expect(toJson(older)).toMatchObject({
      emulator: { state: 'running' },
      functions: null,
    });
  });

  it('says how functions are confined', () => {
    expect(formatStatus(running)).toContain(
      '\nFunctions  confined: Node permissions, Landlock ABI 6 (files, network, signals), seccomp (sockets), private root folder\n',
    );
  });

  it('says why functions have no private root folder', () => {
    const confinement = {
      ...landlocked,
      private_root: false,
      restricts: ['files', 'network', 'signals', 'sockets'],
      private_root_problem: 'unshare: Operation not permitted',
    };
    const functions = { environments: [], confinement };

    expect(formatStatus({ ...running, functions })).toContain(
      'seccomp (sockets), no private root folder (unshare: Operation not permitted)\n',
    );
  });

  it('says why Landlock is not used, and which environments differ', () => {
    const confinement = {
      node_permissions: true,
      landlock_abi: 0,
      private_root: false,
      restricts: [],
      problem: 'this system has no Landlock',
      private_root_problem: null,
    };
    const functions = { environments: [landlockedEnvironment], confinement };

    expect(formatStatus({ ...running, functions })).toContain(
      'confined: Node permissions only, because this system has no Landlock;' +
        ' others: Node permissions, Landlock ABI 6',
    );
  });
});
