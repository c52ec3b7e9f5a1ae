import { globSync, readFileSync } from 'node:fs';
import { loadavg } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { buildBundle } from '../../scripts/build/bundle.ts';
import { findFreePort, isPortFree } from '../../scripts/system/ports.ts';
import { waitUntil } from '../../scripts/system/wait-until.ts';
import { type RunningMake, startCommand } from '../support/make.ts';
import { Inspector } from './support/inspector.ts';
import { WatchedSandbox } from './support/sandbox.ts';
import { Source } from './support/source.ts';

const edits = Number(process.env.EDITS ?? 50);
/** Ten times what one takes on an idle machine. */
const msPerEdit = 5000;
const sandbox = new WatchedSandbox();
let handler: Source;
let payment: Source;

/** For the end of a process, or of its folder. */
const ending = { timeout: 300_000 };

const field = 'count: payments.length,';
const edited = (edit: number | string) => `${field} edit: ${edit},`;

function describeTimes(times: number[]): string {
  const sorted = times.toSorted((left, right) => left - right);
  return [50, 95]
    .map((share) => {
      const time = sorted[Math.floor((sorted.length * share) / 100)];
      return `p${share} ${time?.toFixed(0)} ms`;
    })
    .join(', ');
}

async function end(
  watch: RunningMake,
  signal: NodeJS.Signals = 'SIGINT',
): Promise<string> {
  watch.signalGroup(signal);
  return (await watch.ended).output;
}

/** Waits until a function listens for a debugger. */
const attach = (port: number) =>
  waitUntil(() => Inspector.attach(port).catch(() => undefined), {
    what: 'A debugger port',
    intervalMs: 100,
    timeoutMs: 300_000,
  });

/** Waits until none does. */
async function expectClosed(port: number): Promise<void> {
  await expect.poll(() => isPortFree(port), ending).toBe(true);
}

beforeAll(async () => {
  await sandbox.create();
  handler = new Source(sandbox.checkout.path('lambda/src/handler.ts'));
  payment = new Source(sandbox.checkout.path('lambda/src/payment/payment.ts'));
});

afterAll(() => sandbox.checkout.remove());

test('refuses to watch what does not run, and a payload that is not JSON', async () => {
  expect(await sandbox.fail('watch')).toContain('Next: `make local-up`');
  expect(await sandbox.fail('watch', { PAYLOAD: '{count' })).toContain(
    'Expected `PAYLOAD` to be JSON',
  );
  await sandbox.checkout.up();
});

test(`responds with the code of each of ${edits} saves, and ends with that of a build`, {
  timeout: 300_000 + edits * msPerEdit,
}, async () => {
  const watch = await sandbox.watch();
  const times: number[] = [];
  for (let edit = 1; edit <= edits; edit += 1) {
    const savedAt = performance.now();
    if (edit % 20 === 5) {
      // As an editor saves on a busy machine.
      handler.empty();
      await delay(20);
    }
    handler.replace(field, edited(edit), { atomically: edit % 2 === 0 });
    await watch.prints(
      edit === 1 ? '+ edit 1\n' : `edit ${edit - 1} → ${edit}\n`,
    );
    times.push(performance.now() - savedAt);
  }
  // `make bench` measures it without a test's load.
  console.log(
    `save → response: ${describeTimes(times)}; load ${loadavg()[0]?.toFixed(1)}`,
  );
  expect(await sandbox.stack()).toMatchObject({
    state: 'changed',
    watched_since: expect.any(String),
  });

  const { path: zip } = await buildBundle(sandbox.checkout.folder);
  const bundle = unzipSync(readFileSync(zip));
  const isBuild = (folder: string) =>
    Object.entries(bundle).every(([name, content]) =>
      readFileSync(path.join(folder, name)).equals(content),
    );
  await waitUntil(
    async () =>
      sandbox.watchedFolders.find(
        (folder) =>
          globSync('*', { cwd: folder }).length === 2 && isBuild(folder),
      ),
    { what: 'The code of a build', intervalMs: 100, timeoutMs: 300_000 },
  );
  // One runs the code, one waits for the next. Those of the last save are ending.
  await expect
    .poll(() => sandbox.functionProcesses.length, ending)
    .toBeLessThanOrEqual(2);
  await expect
    .poll(() => sandbox.watchedFolders.length, ending)
    .toBeLessThanOrEqual(2);

  handler.restore();
  expect(await end(watch)).toContain('The applied code runs again');
  expect(await sandbox.stack()).toEqual(
    expect.objectContaining({ state: 'applied', watched_since: null }),
  );
  await expect.poll(() => sandbox.watchedFolders, ending).toEqual([]);
  await expect.poll(() => sandbox.functionProcesses, ending).toHaveLength(1);
});

test('shows errors of the build, of types and of the function, and runs the next save', async () => {
  const watch = await sandbox.watch();

  handler.replace(field, edited(''));
  await watch.prints('the last good code keeps running');
  handler.replace(field, edited('nope()'));
  await watch.prints('nope is not defined');
  await watch.prints("TS2304: Cannot find name 'nope'");
  handler.replace(field, edited(1));
  await watch.prints('✔ 3 payments');
  await watch.prints('No type errors');
  // A function without packages.
  handler.empty();
  await watch.prints('handler is undefined or not exported');
  handler.replace(field, edited(2));
  await watch.prints('edit 1 → 2');

  handler.restore();
  const output = await end(watch, 'SIGTERM');
  expect(output).toContain(`${field} edit: ,`);
  expect(output).toMatch(/ReferenceError, at lambda\/src\/handler\.ts:\d+/);
});

test('runs a newer save without waiting for a hanging function', async () => {
  const watch = await sandbox.watch();
  const hang = "await new Promise((end) => setTimeout(end, 60_000, 'hangs'));";
  handler.replace('try {', `try { ${hang}`);
  await waitUntil(
    async () =>
      sandbox.watchedFolders.some((folder) =>
        globSync(path.join(folder, '*.mjs')).some((file) =>
          readFileSync(file, 'utf8').includes('hangs'),
        ),
      ) || undefined,
    { what: 'The hanging function', intervalMs: 50, timeoutMs: 300_000 },
  );

  handler.replace(field, edited(1));
  await watch.prints('superseded by a newer save\n');
  await watch.prints('+ edit 1\n');

  handler.restore();
  await end(watch);
});

test('applies terraform/, and asks before something is lost', async () => {
  const terraform = new Source(sandbox.checkout.path('terraform/lambda.tf'));
  const watch = await sandbox.watch();

  terraform.replace('Generates mock', 'Makes mock');
  await watch.prints('aws_lambda_function.payment_generator (change)');
  await watch.prints('saved lambda.tf → built');
  terraform.replace('local.function_name', '"another"');
  await watch.prints('would replace aws_lambda_function.payment_generator');

  // The next test's local-up applies it again.
  terraform.restore();
  await end(watch);
});

test('is ended by the next local-up if it was killed', async () => {
  const watch = await sandbox.watch();
  expect(await sandbox.fail('watch')).toContain('is being watched already');
  handler.replace(field, edited(1));
  await watch.prints('+ edit 1');
  handler.restore();
  watch.signalGroup('SIGKILL');
  await watch.ended;
  expect(await sandbox.stack()).toMatchObject({
    state: 'changed',
    watched_since: expect.any(String),
  });

  expect(await sandbox.make('local-up')).toContain(
    'The applied code runs again',
  );

  expect(await sandbox.make('invoke')).not.toContain('"edit"');
  expect(await sandbox.stack()).toMatchObject({
    state: 'applied',
    watched_since: null,
  });
});

test('stops at a breakpoint in TypeScript', async () => {
  const port = await findFreePort();
  const debug = { DEBUG: '1', DEBUG_PORT: String(port) };
  const line = payment.text.split('\n').findIndex((text) => /-= /.test(text));
  const invoke = sandbox.make('invoke', { ...debug, COUNT: '2' });
  const inspector = await attach(port);
  await inspector.breakAt('lambda/src/payment/payment.ts', line + 1);

  const [frame] = await inspector.paused;

  expect(frame).toBeDefined();
  if (frame) {
    expect(await inspector.evaluate(frame, 'maxGapMs')).toBe(1500);
    expect(await inspector.evaluate(frame, 'payment.amountMinor')).toEqual(
      expect.any(Number),
    );
  }
  await inspector.send('Debugger.setBreakpointsActive', { active: false });
  await inspector.resume();
  expect(await invoke).toContain('"count": 2');
  inspector.close();
  await expectClosed(port);
});

test('attaches to the watched function again after a save', async () => {
  const port = await findFreePort();
  const watch = await sandbox.watch({ DEBUG: '1', DEBUG_PORT: String(port) });
  (await attach(port)).close();
  handler.replace(field, edited(1));
  await watch.prints('+ edit 1');
  (await attach(port)).close();

  handler.restore();
  await end(watch, 'SIGHUP');
  await expectClosed(port);
});

test('runs the unit tests at each save', async () => {
  const tests = startCommand(
    sandbox.checkout.folder,
    ['scripts/run', 'test-watch'],
    { FILES: 'lambda/src/payment' },
    { detached: true },
  );
  await tests.prints('Waiting for file changes');
  payment.replace('createdAtMs -=', 'createdAtMs +=');
  await tests.prints(' failed');

  payment.restore();
  await waitUntil(
    async () =>
      tests.output.split('RERUN').at(2)?.includes('PASS') || undefined,
    { what: 'A second run that passes', intervalMs: 50, timeoutMs: 300_000 },
  );
  await end(tests);
});

test('says so if the function is deleted, or the emulator lost', async () => {
  const watch = await sandbox.watch();
  await sandbox.deleteFunction();
  handler.replace(field, edited(1));
  expect((await watch.ended).output).toMatch(
    /does not exist\.[\s\S]*Next: `make local-up PORT=\d+ ENGINE=host`/,
  );
  await waitUntil(
    async () => sandbox.watchedFolders.length === 0 || undefined,
    { what: 'The end of the files', intervalMs: 50, timeoutMs: 300_000 },
  );
  handler.restore();
  await sandbox.make('local-up');

  const another = await sandbox.watch();
  sandbox.checkout.killEmulator();
  expect((await another.ended).output).toMatch(
    /LocalStack .*\n[\s\S]*Next: `make local-up PORT=\d+ ENGINE=host`/,
  );
});
