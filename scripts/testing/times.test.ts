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
afterEach(() => {
  vi.unstubAllEnvs();
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

    expect([...readTimeLog(file).keys()]).toEqual(['terraform', 'waiting']);
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

    const text = formatTimes(times, new Map([['terraform', 93_400]]));

    expect(text.split('\n')).toHaveLength(13);
    expect(text).toMatch(/^ {3}11\.0 {2}test 11$/m);
    expect(text).toMatch(/^Summed over all files: terraform 93\.4 s\.$/m);
  });
});
