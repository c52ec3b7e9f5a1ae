import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inLocal } from '../../scripts/system/paths.ts';
import { findViolations } from './support/axe.ts';
import { pagePaths } from './support/pages.ts';
import { invoke } from './support/sandbox.ts';
import { sizes, Visitor } from './support/visitor.ts';

const names = [
  'requests',
  'request',
  'failed-request',
  'payments',
  'invoke',
  'faults',
  'logs',
  'state',
];

/** CI keeps them. */
const screenshots = inLocal('reports', 'console');

let visitor: Visitor;
let paths: Record<string, string>;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  await invoke({ count: 30, seed: 'look' });
  await invoke({ count: -1 });
  paths = await pagePaths();
  visitor = await Visitor.arrive();
});

afterAll(() => visitor?.leave());

describe.each(Object.keys(sizes) as (keyof typeof sizes)[])(
  'on a %s',
  (size) => {
    describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
      test.each(names)('axe finds nothing on the page %s', async (name) => {
        await visitor.look({ scheme, size });
        const page = await visitor.open(paths[name] ?? '');
        await visitor.settle();

        await page.screenshot({
          path: path.join(screenshots, `${name}-${size}-${scheme}.png`),
        });
        expect(await findViolations(page)).toEqual([]);
        // Nothing is cut off at the side.
        expect(
          await page.evaluate(
            'document.documentElement.scrollWidth - innerWidth',
          ),
        ).toBeLessThanOrEqual(0);
        visitor.expectNoProblems();
      });
    });
  },
);
