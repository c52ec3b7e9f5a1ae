import { afterAll, beforeAll, expect, test } from 'vitest';
import { callApi } from './support/api.ts';
import { invokeMany, make } from './support/sandbox.ts';
import { Visitor } from './support/visitor.ts';

const requests = 2000;
const payments = 10_000;
/** A screen holds about 20. */
const mostRows = 120;

interface Scrolled {
  rows: number;
  reached: number;
  frames: number;
  longFrames: number;
  longestMs: number;
}

/** Scrolls from the top to the bottom, three screens in each frame. */
const scroll = `(async () => {
  const grid = document.querySelector('[role=grid]');
  let last = performance.now();
  const times = [];
  let rows = 0;
  let reached = 0;
  let still = 0;
  while (still < 5) {
    const before = grid.scrollTop;
    grid.scrollTop += 3 * grid.clientHeight;
    await new Promise(requestAnimationFrame);
    const now = performance.now();
    times.push(now - last);
    last = now;
    still = grid.scrollTop === before ? still + 1 : 0;
    rows = Math.max(rows, grid.querySelectorAll('tbody tr').length);
  }
  for (const row of grid.querySelectorAll('[aria-rowindex]')) {
    reached = Math.max(reached, Number(row.getAttribute('aria-rowindex')) - 1);
  }
  return {
    rows, reached, frames: times.length,
    longFrames: times.filter((time) => time > 50).length,
    longestMs: Math.round(Math.max(...times)),
  };
})()`;

let visitor: Visitor;

beforeAll(async () => {
  visitor = await Visitor.arrive();
  await make('load', { COUNT: String(payments) });
  await invokeMany(requests);
  // On a busy machine it takes two minutes.
}, 600_000);

afterAll(() => visitor?.leave());

async function scrollThrough(path: string, atLeast: number): Promise<void> {
  const page = await visitor.open(path);
  const grid = page.getByRole('grid').first();
  await expect
    .poll(async () => Number(await grid.getAttribute('aria-rowcount')) - 1, {
      timeout: 240_000,
    })
    .toBeGreaterThanOrEqual(atLeast);

  const scrolled = (await page.evaluate(scroll)) as Scrolled;

  console.log(path, scrolled);
  expect(scrolled.reached).toBeGreaterThanOrEqual(atLeast);
  expect(scrolled.rows).toBeGreaterThan(0);
  expect(scrolled.rows).toBeLessThan(mostRows);
  visitor.expectNoProblems();
}

test(`${requests} requests are few rows of the page`, async () => {
  const { capacity } = await callApi<{ capacity: number }>(
    'GET',
    '/requests?limit=1',
  );
  expect(capacity).toBe(requests);
  await scrollThrough('/requests', requests);
});

test(`${payments} payments are few rows of the page`, () =>
  scrollThrough('/payments', payments));
