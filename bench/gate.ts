import { z } from 'zod';
import { localEnvironment } from '../scripts/system/environment.ts';
import { inRepository } from '../scripts/system/paths.ts';
import { run } from '../scripts/system/run.ts';
import { ensurePython, pythonBin } from '../scripts/toolchain/python.ts';
import type { Figures } from './figures.ts';

const costsSchema = z.record(
  z.string(),
  z.object({ median: z.number(), least: z.number(), most: z.number() }),
);

/** Measures the time that signature verification adds to a request. */
export async function measureGate(figures: Figures): Promise<void> {
  await ensurePython('host');
  const output = await run(
    pythonBin('python'),
    [inRepository('localstack', 'bench', 'gate.py')],
    {
      env: {
        ...localEnvironment(),
        PYTHONPATH: inRepository('localstack', 'extension'),
      },
    },
  );
  const costs = costsSchema.parse(JSON.parse(output));
  for (const [kind, { median, least, most }] of Object.entries(costs)) {
    const spread = `${least.toFixed(2)} to ${most.toFixed(2)}`;
    figures.add(`gate, ${kind} (15 rounds: ${spread})`, median, 'ms');
  }
}
