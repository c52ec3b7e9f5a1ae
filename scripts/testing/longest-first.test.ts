import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createVitest } from 'vitest/node';
import { inRepository } from '../system/paths.ts';

describe('LongestFirst', () => {
  it('starts the suites that take minutes before the others', async () => {
    const vitest = await createVitest('test', {
      root: inRepository(),
      project: 'e2e',
      watch: false,
    });
    const { sequence } = vitest.config;
    const files = await vitest.globTestSpecifications();

    const sorted = await new sequence.sequencer(vitest).sort(files);

    await vitest.close();
    const names = sorted.map(({ moduleId }) =>
      path.relative(inRepository(), moduleId),
    );
    expect(names.slice(0, 4)).toEqual([
      'e2e/payment-pipeline.test.ts',
      'e2e/guarantees.test.ts',
      'e2e/lost-emulator.test.ts',
      'e2e/iam.test.ts',
    ]);
    expect(names.length).toBeGreaterThan(4);
  });
});
