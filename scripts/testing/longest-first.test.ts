import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVitest } from 'vitest/node';
import { inRepository } from '../system/paths.ts';

async function sortFiles(project: string): Promise<string[]> {
  const root = inRepository();
  const vitest = await createVitest('test', { root, project, watch: false });
  const { sequence } = vitest.config;
  const files = await vitest.globTestSpecifications();
  const sorted = await new sequence.sequencer(vitest).sort(files);
  await vitest.close();
  return sorted.map(({ moduleId }) => path.relative(root, moduleId));
}

describe('LongestFirst', () => {
  it('starts the suites that take minutes before the others', async () => {
    const names = await sortFiles('e2e');

    expect(names.slice(0, 4)).toEqual([
      'e2e/payment-pipeline.test.ts',
      'e2e/guarantees.test.ts',
      'e2e/lost-emulator.test.ts',
      'e2e/iam.test.ts',
    ]);
    expect(names.length).toBeGreaterThan(4);
  });

  it('fills the lists of the console after its other tests', async () => {
    const names = await sortFiles('console');

    expect(names.at(-1)).toBe('e2e/console/long-lists.test.ts');
    expect(names.length).toBeGreaterThan(1);
  });
});
