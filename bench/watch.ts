import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  type IncrementalBuild,
  startIncrementalBuild,
} from '../scripts/build/incremental.ts';
import { WatchedCodeApi } from '../scripts/emulator/watched-code.ts';
import { percentile } from '../scripts/guarantees/load/percentile.ts';
import { SandboxError } from '../scripts/output/errors.ts';
import { invokeFunction } from '../scripts/pipeline/invoke.ts';
import type { LiveStack } from '../scripts/stack/live-stack.ts';
import { inRepository } from '../scripts/system/paths.ts';
import { Changes } from '../scripts/watch/changes.ts';
import type { Figures } from './figures.ts';

/** The first ones start a process, and load the packages. */
const uncounted = 3;
/** As long as a person needs at least between two saves. */
const pauseMs = 800;
const field = 'count: payments.length,';

const phases = ['noticed', 'built', 'replaced', 'response', 'total'] as const;

/** The duration of each phase of one save, in milliseconds. */
type Save = Record<(typeof phases)[number], number>;

/** Measures the steps of `make watch` from a save to the response, in a copy of the code. */
export async function measureWatch(
  figures: Figures,
  live: LiveStack,
): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'payments-sandbox-bench-'));
  for (const name of ['journal', 'lambda', 'package.json', 'tsconfig.json']) {
    cpSync(inRepository(name), path.join(root, name), { recursive: true });
  }
  symlinkSync(inRepository('node_modules'), path.join(root, 'node_modules'));
  const { emulator, stack, outputs } = live;
  const api = new WatchedCodeApi(emulator, stack.accountId, outputs);
  const changes = new Changes(root, ['lambda', 'journal']);
  const build = await startIncrementalBuild({ projectRoot: root });
  const save = createSave(root, live, { api, changes, build });
  try {
    await measureSaves(figures, "at a person's pace", pauseMs, save);
    await measureSaves(figures, 'in a row', 0, save);
  } finally {
    changes.close();
    await build.dispose();
    await api.end();
    rmSync(root, { recursive: true });
  }
}

async function measureSaves(
  figures: Figures,
  pace: string,
  afterMs: number,
  save: () => Promise<Save>,
): Promise<void> {
  const counted = figures.many(22);
  const saves: Save[] = [];
  for (let edit = 0; edit < uncounted + counted; edit += 1) {
    saves.push(await save());
    await delay(afterMs);
  }
  for (const phase of phases) {
    const times = saves.slice(uncounted).map((each) => each[phase]);
    const spread = [0.05, 0.95].map((share) => percentile(times, share));
    figures.add(
      `save ${pace}: ${phase} (${times.length} saves, p5 to p95: ${spread.map(Math.round).join(' to ')})`,
      percentile(times, 0.5),
      'ms',
    );
  }
}

function createSave(
  root: string,
  { clients, outputs }: LiveStack,
  {
    api,
    changes,
    build,
  }: { api: WatchedCodeApi; changes: Changes; build: IncrementalBuild },
): () => Promise<Save> {
  const file = path.join(root, 'lambda/src/handler.ts');
  const source = readFileSync(file, 'utf8');
  let edit = 0;
  return async () => {
    edit += 1;
    const times = [performance.now()];
    const lap = () => times.push(performance.now());
    writeFileSync(file, source.replace(field, `${field} edit: ${edit},`));
    await changes.take();
    lap();
    const compiled = await build.compile();
    if ('error' in compiled) {
      throw new SandboxError('The edited function does not compile.', {
        why: compiled.error,
      });
    }
    lap();
    await api.replace(compiled.code);
    lap();
    const name = outputs.lambda_function_name;
    const result = await invokeFunction(clients.lambda, name, '{"count":3}');
    lap();
    const { edit: responded } = Object(result.payload) as { edit?: unknown };
    if (responded !== edit) {
      throw new SandboxError('The response is not that of the saved code.', {
        why: `Expected edit ${edit}, got ${JSON.stringify(result.payload)}.`,
      });
    }
    const [noticed, built, replaced, response] = times
      .slice(1)
      .map((time, index) => time - (times[index] ?? 0));
    const total = (times.at(-1) ?? 0) - (times[0] ?? 0);
    return { noticed, built, replaced, response, total } as Save;
  };
}
