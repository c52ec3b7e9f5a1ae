import { z } from 'zod';
import { localEnvironment } from '../scripts/system/environment.ts';
import { inRepository } from '../scripts/system/paths.ts';
import { run } from '../scripts/system/run.ts';
import { ensurePython, pythonBin } from '../scripts/toolchain/python.ts';
import type { Figures } from './figures.ts';

const costsSchema = z.record(
  z.string(),
  z.object({
    confined: z.number(),
    unlimited: z.number(),
    ratio: z.number(),
    least: z.number(),
    most: z.number(),
  }),
);

/** Measures what a function's confinement adds to its start and to an invocation. */
export async function measureConfinement(
  figures: Figures,
  bundleFile: string,
): Promise<void> {
  await ensurePython('host');
  const rounds = figures.many(25);
  const output = await run(
    pythonBin('python'),
    [
      inRepository('localstack', 'bench', 'confinement.py'),
      bundleFile,
      String(rounds),
    ],
    {
      env: {
        ...localEnvironment(),
        SANDBOX_NODE: process.execPath,
        PYTHONPATH: inRepository('localstack', 'extension'),
      },
    },
  );
  const costs = costsSchema.parse(JSON.parse(output));
  for (const [work, cost] of Object.entries(costs)) {
    const spread = `${rounds} rounds: ${cost.least.toFixed(2)} to ${cost.most.toFixed(2)}`;
    figures.add(`${work}, confined`, cost.confined, 'ms');
    figures.add(`${work}, unlimited`, cost.unlimited, 'ms');
    figures.add(`confined / unlimited (${spread})`, cost.ratio, 'ratio');
  }
}
