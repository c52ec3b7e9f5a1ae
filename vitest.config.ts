import { globSync, readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './scripts/testing/longest-first.ts';

const unitTests = '{console,journal,lambda,scripts}/**/*.test.ts';
const replacesModules = globSync(unitTests).filter((file) =>
  /\bvi\.(?:mock|doMock|resetModules)\(/.test(readFileSync(file, 'utf8')),
);
const unit = {
  // None takes long; a busy machine must not make one fail.
  testTimeout: 180_000,
  hookTimeout: 180_000,
};

export default defineConfig({
  // `make test-watch` would watch each file of the Python packages.
  server: { watch: { ignored: ['**/.local/**'] } },
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          ...unit,
          name: 'unit',
          include: [unitTests],
          exclude: replacesModules,
          // Half the time of a run was loading the same modules for each file.
          isolate: false,
          setupFiles: ['scripts/testing/test-support/process-unchanged.ts'],
        },
      },
      {
        test: { ...unit, name: 'unit-isolated', include: replacesModules },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/*.test.ts', 'e2e/fidelity/*.test.ts'],
          setupFiles: ['e2e/support/show-emulator-log.ts'],
          // Each suite has its own account or its own sandbox. While the longest
          // one mostly waits for the provider, two others run.
          maxWorkers: 3,
          testTimeout: 600_000,
          // A set-up may wait for another one, which applies.
          hookTimeout: 600_000,
          bail: 1,
        },
      },
      {
        test: {
          // One file at a time, by hand; `e2e` runs them all as one file.
          name: 'guarantees',
          include: ['e2e/guarantees/*.test.ts'],
          setupFiles: ['e2e/support/show-emulator-log.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'resilience',
          include: ['e2e/resilience/*.test.ts'],
          globalSetup: ['e2e/resilience/support/checkout.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'resilience-docker',
          include: ['e2e/resilience/docker/*.test.ts'],
          globalSetup: ['e2e/resilience/support/checkout.ts'],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 300_000,
          bail: 1,
        },
      },
      {
        test: {
          name: 'security',
          include: ['e2e/security/*.test.ts'],
          globalSetup: ['e2e/security/support/checkout.ts'],
          // They compare the sandbox before an attack and after it.
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'snapshots',
          include: ['e2e/snapshots/*.test.ts'],
          globalSetup: ['e2e/snapshots/support/checkout.ts'],
          fileParallelism: false,
          testTimeout: 3_600_000,
          hookTimeout: 300_000,
          bail: 1,
        },
      },
      {
        test: {
          name: 'console',
          include: ['e2e/console/*.test.ts'],
          globalSetup: ['e2e/console/support/set-up.ts'],
          // They share one sandbox, and one of them loses it.
          fileParallelism: false,
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'watch',
          include: ['e2e/watch/*.test.ts'],
          fileParallelism: false,
          // For 200 saves, also on a busy machine.
          testTimeout: 1_200_000,
          hookTimeout: 300_000,
          bail: 1,
        },
      },
      {
        test: {
          name: 'promotion',
          include: ['e2e/promotion/*.test.ts'],
          // Terraform mostly waits: a story leaves time for the other file.
          maxWorkers: 2,
          testTimeout: 600_000,
          hookTimeout: 300_000,
          bail: 1,
        },
      },
    ],
  },
});
