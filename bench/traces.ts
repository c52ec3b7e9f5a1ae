import { rmSync } from 'node:fs';
import { z } from 'zod';
import type { Settings } from '../scripts/cli/settings.ts';
import { sandboxAccountId } from '../scripts/emulator/accounts.ts';
import { createClients } from '../scripts/emulator/clients.ts';
import type { Emulator } from '../scripts/emulator/emulator.ts';
import type { Engine } from '../scripts/emulator/engine.ts';
import { createHostEngine } from '../scripts/emulator/host/engine.ts';
import { ensureEmulator } from '../scripts/emulator/lifecycle.ts';
import {
  restoreSnapshot,
  saveSnapshot,
} from '../scripts/emulator/snapshots/api.ts';
import { deleteSnapshot } from '../scripts/emulator/snapshots/store.ts';
import { runLoad } from '../scripts/guarantees/load/load.ts';
import { percentile } from '../scripts/guarantees/load/percentile.ts';
import { LoadProgress } from '../scripts/guarantees/load/progress.ts';
import { toLoadRun } from '../scripts/guarantees/load/run.ts';
import { localEnvironment } from '../scripts/system/environment.ts';
import { interruption } from '../scripts/system/interruption.ts';
import { inLocal, inRepository } from '../scripts/system/paths.ts';
import { run } from '../scripts/system/run.ts';
import type { StackOutputs } from '../scripts/terraform/outputs.ts';
import { ensurePython, pythonBin } from '../scripts/toolchain/python.ts';
import type { Figures } from './figures.ts';

const snapshot = 'bench-recording';
const costsSchema = z.record(
  z.string(),
  z.object({ median: z.number(), least: z.number(), most: z.number() }),
);

/** Measures the time that recording adds to a call. */
export async function measureRecording(figures: Figures): Promise<void> {
  await ensurePython('host');
  const output = await run(
    pythonBin('python'),
    [inRepository('localstack', 'bench', 'traces.py')],
    {
      env: {
        ...localEnvironment(),
        PYTHONPATH: inRepository('localstack', 'extension'),
      },
    },
  );
  const costs = costsSchema.parse(JSON.parse(output));
  for (const [kind, { median, least, most }] of Object.entries(costs)) {
    const spread = `${least.toFixed(3)} to ${most.toFixed(3)}`;
    figures.add(`recording, ${kind} (15 rounds: ${spread})`, median, 'ms');
  }
}

/**
 * Measures the rate of `make load` with recording and without it: two emulators
 * get the state of the first one, and then the same load in turn, so that
 * whatever else the machine does slows both.
 */
export async function measureRecordedLoad(
  figures: Figures,
  settings: Settings,
  emulator: Emulator,
  outputs: StackOutputs,
): Promise<void> {
  const folders = { on: inLocal('bench-on'), off: inLocal('bench-off') };
  const recording = createHostEngine(folders.on);
  const plain = createHostEngine(folders.off);
  const prepare = async (engine: Engine, isRecorded: boolean) => {
    const copy = await ensureEmulator(engine, {
      ...settings,
      port: emulator.port + (isRecorded ? 1 : 2),
      recordsRequests: isRecorded,
      autosaveSeconds: 0,
    });
    await restoreSnapshot(copy, snapshot);
    return createLoad(copy, outputs);
  };
  try {
    await saveSnapshot(emulator, snapshot, { labels: {}, files: {} });
    const ratios = await inTurn(
      figures,
      await prepare(recording, true),
      await prepare(plain, false),
    );
    figures.add(...summarise(ratios), '%');
  } finally {
    await recording.stop();
    await plain.stop();
    deleteSnapshot(snapshot);
    for (const folder of Object.values(folders)) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Writes so many payments, and returns how many per second. */
type Load = (COUNT: number) => Promise<number>;

function createLoad(emulator: Emulator, outputs: StackOutputs): Load {
  const { lambda } = createClients(emulator, {
    region: outputs.aws_region,
    accountId: sandboxAccountId,
  });
  return async (COUNT) => {
    const loadRun = toLoadRun({ COUNT });
    const startedAt = performance.now();
    await runLoad(
      loadRun,
      { lambda, functionName: outputs.lambda_function_name },
      new LoadProgress(loadRun.id, emulator.sessionId),
      { concurrency: 4, signal: interruption },
    );
    return COUNT / ((performance.now() - startedAt) / 1000);
  };
}

/** The ratio of the rates of each pair of loads, after a warm-up. */
async function inTurn(
  figures: Figures,
  recorded: Load,
  plain: Load,
): Promise<number[]> {
  const warmUpCount = figures.many(5000, 100);
  const count = figures.many(2000, 100);
  const pairs = figures.many(30, 2);
  await recorded(warmUpCount);
  await plain(warmUpCount);
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    // The order changes, so that a machine that becomes slower favours neither.
    const [first, second] =
      pair % 2 === 0 ? [recorded, plain] : [plain, recorded];
    const rates = [await first(count), await second(count)] as const;
    ratios.push(pair % 2 === 0 ? rates[0] / rates[1] : rates[1] / rates[0]);
  }
  return ratios;
}

/** By how much recording lowers the rate, in per cent. */
function summarise(ratios: number[]): [name: string, value: number] {
  const loss = (share: number) => (1 - percentile(ratios, share)) * 100;
  const spread = `${loss(0.75).toFixed(1)} to ${loss(0.25).toFixed(1)}`;
  return [
    `load, loss by recording (${ratios.length} pairs, middle half: ${spread})`,
    loss(0.5),
  ];
}
