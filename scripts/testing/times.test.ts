import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { inRepository } from '../system/paths.ts';
import { logTime, timeLogVariable } from '../system/time-log.ts';
import { formatTimes, readTimeLog, readTimes } from './times.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'times-'));
});
const before = { ...process.env };
afterEach(() => {
  vi.unstubAllEnvs();
  Object.assign(process.env, before);
  rmSync(folder, { recursive: true });
});

describe('readTimes', () => {
  it('tells a file from its tests', () => {
    const file = path.join(folder, 'report.json');
    const test = (fullName: string, duration: number | null) => ({
      fullName,
      duration,
    });
    writeFileSync(
      file,
      JSON.stringify({
        testResults: [
          {
            name: inRepository('e2e/iam.test.ts'),
            startTime: 1000,
            endTime: 61_000,
            assertionResults: [test('is used', 20_000), test('skipped', null)],
          },
        ],
      }),
    );

    expect(readTimes(file)).toEqual([
      { where: 'e2e/iam.test.ts: is used', ms: 20_000 },
      { where: 'e2e/iam.test.ts: skipped', ms: 0 },
      { where: 'e2e/iam.test.ts: set-up and clean-up', ms: 40_000 },
    ]);
  });

  it('is empty for a run that wrote no report', () => {
    expect(readTimes(path.join(folder, 'missing.json'))).toEqual([]);
  });
});

describe('logTime', () => {
  it('adds up what each kind took, failed or not', async () => {
    const file = path.join(folder, 'times.log');
    vi.stubEnv(timeLogVariable, file);

    await logTime('terraform', async () => {});
    await logTime('waiting', async () => {});
    await expect(
      logTime('terraform', () => Promise.reject(new Error('failed'))),
    ).rejects.toThrow('failed');

    const counts = [...readTimeLog(file)].map(([kind, { count }]) => [
      kind,
      count,
    ]);
    expect(counts).toEqual([
      ['terraform', 2],
      ['waiting', 1],
    ]);
  });

  it('is kept by a command, which removes most variables from its process', async () => {
    const file = path.join(folder, 'times.log');
    vi.stubEnv(timeLogVariable, file);
    // They keep what the process was started with.
    vi.resetModules();
    const { enterEnvironment } = await import('../system/environment.ts');
    const inCommand = await import('../system/time-log.ts');
    enterEnvironment({ PATH: process.env.PATH ?? '' });

    await inCommand.logTime('terraform', async () => {});

    expect(readTimeLog(file).get('terraform')?.count).toBe(1);
  });

  it('writes nothing outside a test run', async () => {
    vi.stubEnv(timeLogVariable, '');

    await expect(logTime('waiting', async () => 1)).resolves.toBe(1);
  });
});

describe('formatTimes', () => {
  it('lists the slowest ten, and the sums', () => {
    const times = Array.from({ length: 12 }, (_, index) => ({
      where: `test ${index}`,
      ms: index * 1000,
    }));

    const text = formatTimes(
      times,
      new Map([['terraform', { count: 12, ms: 93_400 }]]),
    );

    expect(text.split('\n')).toHaveLength(13);
    expect(text).toMatch(/^ {3}11\.0 {2}test 11$/m);
    expect(text).toMatch(/^Summed over all files: terraform 93\.4 s in 12\.$/m);
  });
});
