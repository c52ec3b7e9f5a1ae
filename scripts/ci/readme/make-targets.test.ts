import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../../system/paths.ts';
import { readSteps } from './read-steps.ts';
import {
  targetsOfMakefile,
  targetsOfMarkdown,
  targetsOfScript,
} from './test-support/make-targets.ts';

const read = (file: string) => readFileSync(inRepository(file), 'utf8');
const documents = [
  'README.md',
  'CONTRIBUTING.md',
  ...globSync('docs/*.md', { cwd: inRepository() }),
];

describe('targetsOfMarkdown', () => {
  it('finds targets in code, and ignores prose', () => {
    const text = 'We make cars: `make -s one`.\n\n    $ make two X=1\n';

    expect([...targetsOfMarkdown(text)]).toEqual(['one', 'two']);
  });
});

describe('targetsOfScript', () => {
  it('finds commands, and ignores comments and messages', () => {
    const text = "# make one\n- run: X=1 make two\nfail 'make three failed'\n";

    expect([...targetsOfScript(text)]).toEqual(['two']);
  });
});

/** The text of everything that CI runs, starting from its entry points. */
function readCi(): string[] {
  const files = new Set(['.ci/run', '.github/workflows/ci.yml']);
  for (const file of files) {
    for (const [script] of read(file).matchAll(
      /scripts\/ci\/[a-z-]+(?![a-z/-])/g,
    )) {
      files.add(script);
    }
  }
  const commands = files.has('scripts/ci/readme-check')
    ? readSteps(read('README.md')).map(({ command }) => command)
    : [];
  return [...[...files].map(read), ...commands];
}

/** Targets that run other targets, and the file that lists those. */
const runners = new Map([
  ['test', 'scripts/commands/test.ts'],
  ['e2e-console', 'e2e/console/support/console.ts'],
  ['e2e-promotion', 'e2e/promotion/story.test.ts'],
  ['e2e-snapshots', 'e2e/snapshots/stop-and-restore.test.ts'],
  ['e2e-watch', 'e2e/watch/watch.test.ts'],
]);

function targetsThatCiRuns(): Set<string> {
  const targets = new Set(
    readCi().flatMap((text) => [...targetsOfScript(text)]),
  );
  for (const [target, file] of runners) {
    const literals = targets.has(target)
      ? read(file).match(/'[a-z0-9-]+'/g)
      : [];
    for (const literal of literals ?? []) {
      targets.add(literal.slice(1, -1));
    }
  }
  return targets;
}

describe('the targets that the documents name', () => {
  const makefile = targetsOfMakefile(read('Makefile'));
  const ci = targetsThatCiRuns();

  it.each(documents)('exist, and are run by CI: %s', (document) => {
    const named = [...targetsOfMarkdown(read(document))];

    expect(named.filter((name) => !makefile.has(name))).toEqual([]);
    expect(named.filter((name) => !ci.has(name))).toEqual([]);
  });
});
