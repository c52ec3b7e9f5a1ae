import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inLocal, inRepository } from '../system/paths.ts';
import { describeFailures, type Failure, readFailures } from './failures.ts';

let folder: string;
let failures: Failure[];

// Below the checkout, so that the files find Vitest.
beforeAll(() => {
  mkdirSync(inLocal('tmp'), { recursive: true });
  folder = mkdtempSync(path.join(inLocal('tmp'), 'failures-'));
  const report = path.join(folder, 'report.json');
  const write = (name: string, source: string) =>
    writeFileSync(
      path.join(folder, name),
      `import { beforeAll, describe, expect, test } from 'vitest';\n${source}`,
    );
  write('vitest.config.mjs', 'export default {};');
  write(
    'payments.test.mjs',
    `describe('payments', () => {
       test('are stored', () => expect(1).toBe(1));
       test('are counted', () => expect([1], 'Counted.\\nTwice.').toEqual([2]));
     });`,
  );
  write(
    'stack.test.mjs',
    `beforeAll(() => { throw new Error('The stack is not applied.'); });
     test('is empty', () => {});`,
  );
  spawnSync(
    inRepository('node_modules/.bin/vitest'),
    ['run', '--root', folder, '--reporter=json', `--outputFile=${report}`],
    { stdio: 'ignore' },
  );
  failures = readFailures(report);
});

afterAll(() => rmSync(folder, { recursive: true }));

describe('readFailures', () => {
  it('finds the tests that failed and the files whose set-up failed', () => {
    const relative = path.relative(inRepository(), folder);

    expect(failures).toHaveLength(2);
    expect(failures).toContainEqual({
      where: `${relative}/payments.test.mjs: payments are counted`,
      message: expect.stringContaining('Counted.\nTwice.'),
    });
    expect(failures).toContainEqual({
      where: `${relative}/stack.test.mjs`,
      message: 'The stack is not applied.',
    });
  });

  it('finds none without a report', () => {
    expect(readFailures(path.join(folder, 'missing.json'))).toEqual([]);
  });
});

describe('describeFailures', () => {
  it('leaves out the stack', () => {
    const described = describeFailures(failures);

    expect(described).toContain('  The stack is not applied.');
    expect(described).toContain('  Twice.');
    expect(described).not.toMatch(/^\s+at /m);
  });

  it('fits on a screen', () => {
    const long = { where: 'a test', message: 'line\n'.repeat(100) };

    const lines = describeFailures(Array(50).fill(long)).split('\n');

    expect(lines.length).toBeLessThan(50);
    expect(lines.at(-1)).toBe('… and 45 more');
  });
});
