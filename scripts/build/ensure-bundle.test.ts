import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ensureBundle } from './ensure-bundle.ts';

const duringBuild = vi.hoisted(() => ({ edit: () => {} }));

vi.mock('./bundle.ts', async (importActual) => {
  const { buildBundle } = await importActual<typeof import('./bundle.ts')>();
  return {
    async buildBundle(root: string) {
      const bundle = await buildBundle(root);
      duringBuild.edit();
      return bundle;
    },
  };
});

let folder: string;

const write = (name: string, content: string) => {
  const file = path.join(folder, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, content);
  // Edited a minute ago, not while the zip is built.
  const then = new Date(Date.now() - 60_000);
  utimesSync(file, then, then);
};

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ensure-bundle-'));
  write(
    'lambda/src/handler.ts',
    "import { word } from 'words';\nexport const handler = () => word;\n",
  );
  write('node_modules/words/package.json', '{"name":"words","main":"w.js"}');
  write('node_modules/words/w.js', "exports.word = 'one';\n");
  write('package.json', '{}');
  write('package-lock.json', '{}');
  write('tsconfig.json', '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('ensureBundle', () => {
  it('builds the same zip for each of those who ask at the same time', async () => {
    const bundles = await Promise.all(
      Array.from({ length: 8 }, () => ensureBundle(folder)),
    );

    expect(new Set(bundles.map(({ sha256 }) => sha256)).size).toBe(1);
    expect(readdirSync(path.join(folder, '.local/bundle')).sort()).toEqual([
      'built.json',
      'lambda.zip',
    ]);
  });

  it('does not build a zip again whose sources are unchanged', async () => {
    const bundle = await ensureBundle(folder);

    // esbuild would not find it, and no source of the zip has changed.
    rmSync(path.join(folder, 'node_modules/words/package.json'));

    expect(await ensureBundle(folder)).toEqual(bundle);
  });

  it.each([
    ['a source', 'lambda/src/handler.ts', 'export const handler = () => 2;\n'],
    ['a package', 'node_modules/words/w.js', "exports.word = 'another';\n"],
  ])('builds it again after an edit of %s', async (_, file, text) => {
    const { sha256 } = await ensureBundle(folder);

    write(file, text);

    expect((await ensureBundle(folder)).sha256).not.toBe(sha256);
  });

  it('builds it again after a change of the compiler settings', async () => {
    const { sha256 } = await ensureBundle(folder);

    write(
      'tsconfig.json',
      '{"compilerOptions":{"paths":{"words":["./other.ts"]}}}',
    );
    write('other.ts', "export const word = 'other';\n");

    expect((await ensureBundle(folder)).sha256).not.toBe(sha256);
  });

  it('builds a damaged zip again', async () => {
    const { path: zip, sha256 } = await ensureBundle(folder);
    appendFileSync(zip, 'damage');

    expect(await ensureBundle(folder)).toMatchObject({ sha256 });
  });

  it('builds again what was edited while it was built', async () => {
    duringBuild.edit = () =>
      writeFileSync(
        path.join(folder, 'lambda/src/handler.ts'),
        'export const handler = () => 2;\n',
      );
    const { sha256 } = await ensureBundle(folder);
    duringBuild.edit = () => {};

    expect((await ensureBundle(folder)).sha256).not.toBe(sha256);
  });
});
