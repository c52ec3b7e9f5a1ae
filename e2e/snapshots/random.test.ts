import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import {
  changeAndReadState,
  changeState,
  kill,
  make,
  purgeMessages,
  readState,
  run,
} from './support/sandbox.ts';

const runs = Number(process.env.RUNS ?? 5);
const kills = Number(process.env.KILLS ?? 3);
const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31);
/** Every so many runs the emulator is killed instead of restored while it runs. */
const killEvery = 5;
/** A delayed message becomes available after 15 minutes, which is a difference. */
const purgeEveryMs = 5 * 60_000;
/** Five times what one takes on an idle machine. */
const [msPerRun, msPerKill] = [60_000, 300_000];

beforeAll(async () => {
  process.stderr.write(`… SEED=${seed} RUNS=${runs} KILLS=${kills}\n`);
  await make('local-up', { AUTOSAVE: '0' });
});

/** A number from 0 up to 1, the same one for the same seed. */
function random(name: string): number {
  let hash = 2_166_136_261 ^ seed;
  for (const character of name) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619);
  }
  return (hash >>> 0) / 2 ** 32;
}

test(`finds no difference after ${runs} random saves and restores`, {
  timeout: 600_000 + runs * msPerRun,
}, async () => {
  let purgedAt = Number.NEGATIVE_INFINITY;
  for (let run = 1; run <= runs; run += 1) {
    if (performance.now() - purgedAt > purgeEveryMs) {
      await purgeMessages();
      purgedAt = performance.now();
      process.stderr.write(`… run ${run} of ${runs}\n`);
    }
    const saved = await changeAndReadState(`${seed}-${run}`, 10);
    if (run % killEvery === 0) {
      await make('stop');
      await make('local-up', { AUTOSAVE: '0' });
    } else {
      await make('snapshot', { NAME: 'random' });
      await changeState(`${seed}-${run}-lost`, 10);
      await make('restore', { NAME: 'random' });
    }
    expect(await readState(), `run ${run} of SEED=${seed}`).toEqual(saved);
  }
});

test(`comes up after each of ${kills} kills at a random moment`, {
  timeout: 600_000 + kills * msPerKill,
}, async () => {
  // The random items above are in no journal, so reconcile would report them.
  await make('local-down');
  for (let round = 1; round <= kills; round += 1) {
    process.stderr.write(`… kill ${round} of ${kills}\n`);
    await make('local-up', { AUTOSAVE: '1' });
    await make('load', { COUNT: '50' });
    const work = ['snapshot', 'restore', 'load'][round % 3] ?? '';
    const options = work === 'load' ? { COUNT: '300' } : { NAME: 'random' };
    await make('snapshot', { NAME: 'random' });
    const running = run(work, options);
    await sleep(random(`kill-${round}`) * 2500);

    kill();

    await running;
    const output = await make('local-up', { AUTOSAVE: '0' });
    expect(output, `kill ${round} of SEED=${seed}`).toMatch(
      /payments in the table/,
    );
    await make('reconcile', { FIX: '1' });
    await make('reconcile');
    await make('stop');
  }
});
