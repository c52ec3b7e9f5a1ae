import { afterAll, beforeAll, expect, vi } from 'vitest';

/**
 * Vitest's set-up of the unit tests, whose files share a process: one that leaves
 * it changed fails, in place of whichever file comes next.
 */
let variables: NodeJS.ProcessEnv;
let rest: ReturnType<typeof describeProcess>;

beforeAll(() => {
  variables = { ...process.env };
  rest = describeProcess();
});

afterAll(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  // Their names only: a value may be a key.
  expect(changedVariables()).toEqual([]);
  expect(describeProcess()).toEqual(rest);
});

function changedVariables(): string[] {
  const names = Object.keys({ ...variables, ...process.env });
  return names.filter((name) => process.env[name] !== variables[name]);
}

function describeProcess() {
  return {
    folder: process.cwd(),
    umask: process.umask(),
    exitCode: process.exitCode,
    fakeTimers: vi.isFakeTimers(),
  };
}
