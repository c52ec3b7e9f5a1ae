import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.join(import.meta.dirname, '..');

/** Each import in these files, as `file: module`. */
function importsOf(pattern: string): string[] {
  return globSync(pattern, { cwd: root }).flatMap((file) =>
    Array.from(
      readFileSync(path.join(root, file), 'utf8').matchAll(
        /(?:from|import) ?\(?'([^']+)'/g,
      ),
      ([, module]) => `${file}: ${module}`,
    ),
  );
}

describe('the format of the journal', () => {
  it('imports nothing but itself, Node and zod', () => {
    const imports = importsOf('journal/*.ts').filter(
      (each) => !each.includes('.test.ts: '),
    );

    expect(imports).not.toEqual([]);
    expect(
      imports.filter((each) => !/: (\.\/[\w-]+\.ts|node:.+|zod)$/.test(each)),
    ).toEqual([]);
  });

  it('is the only code that the function and the commands share', () => {
    const shared = [
      ...importsOf('lambda/**/*.ts').filter((each) =>
        each.includes('/scripts/'),
      ),
      ...importsOf('scripts/**/*.ts').filter((each) =>
        each.includes('/lambda/'),
      ),
    ];

    expect(shared).toEqual([]);
  });
});
