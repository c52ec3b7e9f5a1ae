import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';

/** The rooms of scripts/ from the ground up: each imports only lower floors. */
const floors = [
  ['output'],
  ['system'],
  ['cli', 'toolchain', 'build', 'testing'],
  ['terraform', 'ci'],
  ['emulator'],
  ['pipeline'],
  ['stack', 'iam', 'offline'],
  ['guarantees', 'doctor', 'receipt', 'watch'],
  ['promotion'],
  ['console'],
  ['commands'],
  ['main.ts'],
];

/** Lower floors that a room must not import either. */
const never: Record<string, string[]> = {
  guarantees: ['stack'],
  promotion: ['emulator', 'stack', 'doctor'],
};

type Import = [importer: string, imported: string];

const imports = globSync('{scripts,lambda,journal,bench}/**/*.ts', {
  cwd: inRepository(),
}).flatMap((file) =>
  [
    ...readFileSync(inRepository(file), 'utf8').matchAll(
      /\b(?:from|import) ?\(?'(\.[^']+)'/g,
    ),
  ].map(([, to = '']): Import => [file, path.join(path.dirname(file), to)]),
);

const isTest = (file: string) => /\.test\.ts$|\/test-support\//.test(file);

/** `stack` for scripts/stack/apply.ts, `lambda` for lambda/src/handler.ts. */
function roomOf(file: string): string {
  const [top = '', room = ''] = file.split('/');
  return top === 'scripts' ? room : top;
}

const floorOf = (room: string) =>
  floors.findIndex((rooms) => rooms.includes(room));

function isForbidden([importer, imported]: Import): boolean {
  const [from, to] = [roomOf(importer), roomOf(imported)];
  if (isTest(importer) || from === 'bench') {
    return false;
  }
  if (importer === 'scripts/commands/bench.ts' && to === 'bench') {
    return false;
  }
  if (to === 'journal') {
    return isTest(imported);
  }
  if (from === to) {
    return from === 'commands' || isTest(imported);
  }
  const isBelow = floorOf(to) !== -1 && floorOf(to) < floorOf(from);
  return isTest(imported) || !isBelow || never[from]?.includes(to) === true;
}

/** The files that import themselves, by way of what they import. */
function findCircles(all: Import[]): string[] {
  const next = Map.groupBy(all, ([importer]) => importer);
  return [...next.keys()].filter((start) => {
    const reached = new Set<string>();
    const ahead = [start];
    for (const file of ahead) {
      for (const [, imported] of next.get(file) ?? []) {
        if (!reached.has(imported)) {
          reached.add(imported);
          ahead.push(imported);
        }
      }
    }
    return reached.has(start);
  });
}

describe('the rooms of scripts/', () => {
  it('each have a floor', () => {
    const rooms = imports
      .filter(([importer]) => importer.startsWith('scripts/'))
      .map(([importer]) => roomOf(importer));

    expect(rooms.filter((room) => floorOf(room) === -1)).toEqual([]);
  });

  it('import only what is below them', () => {
    expect(imports.filter(isForbidden)).toEqual([]);
  });

  it.each<Import>([
    ['scripts/output/log.ts', 'scripts/system/run.ts'],
    ['scripts/stack/apply.ts', 'scripts/iam/policy.ts'],
    ['scripts/pipeline/invoke.ts', 'scripts/stack/live-stack.ts'],
    ['scripts/promotion/session.ts', 'scripts/stack/apply.ts'],
    ['scripts/commands/test.ts', 'scripts/commands/lint.ts'],
    ['scripts/pipeline/invoke.ts', 'lambda/src/handler.ts'],
    ['lambda/src/handler.ts', 'scripts/output/log.ts'],
    ['journal/payment.ts', 'lambda/src/payment/payment.ts'],
    ['scripts/iam/policy.ts', 'scripts/iam/test-support/policy.ts'],
  ])('would fail if %s imported %s', (...each) => {
    expect(isForbidden(each)).toBe(true);
  });
});

describe('the environment', () => {
  it('is read by cli/ and system/ alone', () => {
    const readers = globSync('scripts/**/*.ts', { cwd: inRepository() })
      .filter((file) => !isTest(file))
      .filter((file) =>
        readFileSync(inRepository(file), 'utf8').includes('process.env'),
      )
      .map(roomOf);

    expect(new Set(readers)).toEqual(new Set(['system']));
  });
});

describe('the imports between files', () => {
  it('have no cycle', () => {
    expect(findCircles(imports)).toEqual([]);
  });

  it('would fail for a cycle', () => {
    const circle: Import[] = [
      ['a', 'b'],
      ['b', 'c'],
      ['c', 'b'],
    ];

    expect(findCircles(circle)).toEqual(['b', 'c']);
  });
});
