import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { inRepository } from '../system/paths.ts';
import { buildBundle } from './bundle.ts';
import { type IncrementalBuild, startIncrementalBuild } from './incremental.ts';
import { findImports } from './packages.ts';

let folder: string;
let build: IncrementalBuild;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'incremental-'));
  for (const name of ['journal', 'lambda', 'package.json', 'tsconfig.json']) {
    cpSync(inRepository(name), path.join(folder, name), { recursive: true });
  }
  symlinkSync(inRepository('node_modules'), path.join(folder, 'node_modules'));
  build = await startIncrementalBuild({ projectRoot: folder });
});

afterAll(async () => {
  await build.dispose();
  rmSync(folder, { recursive: true });
});

async function compile() {
  const compiled = await build.compile();
  if ('error' in compiled) {
    throw new Error(compiled.error);
  }
  return compiled.code;
}

const handler = () => path.join(folder, 'lambda/src/handler.ts');

describe('startIncrementalBuild', () => {
  it('makes the bytes of a build', async () => {
    const compiled = await build.compileBundle();
    const { path: zip } = await buildBundle(folder);

    const files = unzipSync(readFileSync(zip));
    expect('code' in compiled && Object.keys(compiled.code.own).sort()).toEqual(
      Object.keys(files).sort(),
    );
    for (const [name, content] of Object.entries(files)) {
      const own = 'code' in compiled ? compiled.code.own[name] : undefined;
      expect(Buffer.from(own ?? []).equals(content), name).toBe(true);
    }
  });

  it('makes a function that loads, with its packages in other files', async () => {
    const { own, packages } = await compile();
    const target = path.join(folder, 'task');
    for (const [name, content] of Object.entries({
      ...own,
      ...packages?.files,
    })) {
      const file = path.join(target, name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, content);
    }
    vi.stubEnv('BUCKET_NAME', 'b');
    vi.stubEnv('TABLE_NAME', 't');
    vi.stubEnv('AWS_REGION', 'us-east-1');
    // Powertools sets it.
    vi.stubEnv('AWS_SDK_UA_APP_ID', undefined);

    const loaded = await import(
      String(pathToFileURL(path.join(target, 'handler.mjs')))
    );

    expect(loaded.handler).toBeTypeOf('function');
    expect(Object.keys(packages?.files ?? {})).not.toContainEqual(
      expect.stringMatching(/\.map$/),
    );
    expect(Object.keys(own).sort()).toEqual(['handler.mjs', 'handler.mjs.map']);
    expect(
      JSON.parse(Buffer.from(own['handler.mjs.map'] ?? []).toString()).sources,
    ).toContain('lambda/src/payment/payment.ts');
  });

  it('compiles the packages again only for another import', async () => {
    const source = readFileSync(handler(), 'utf8');
    const first = await compile();
    writeFileSync(handler(), `${source}\nconsole.log('edited');\n`);
    const second = await compile();
    writeFileSync(
      handler(),
      `import { HeadBucketCommand } from '@aws-sdk/client-s3';\n${source}\nconsole.log(HeadBucketCommand);\n`,
    );
    const third = await compile();
    writeFileSync(handler(), source);

    expect(second.own).not.toEqual(first.own);
    expect(second.packages).toBe(first.packages);
    expect(third.packages?.digest).not.toBe(first.packages?.digest);
  });

  it('has no packages if the function imports none', async () => {
    const source = readFileSync(handler(), 'utf8');
    const before = await compile();
    writeFileSync(handler(), 'export const handler = () => 1;\n');
    const without = await compile();
    writeFileSync(handler(), source);
    const after = await compile();

    expect(without).not.toHaveProperty('packages');
    expect(after.packages).toBe(before.packages);
  });

  it('compiles the packages again after they were installed again', async () => {
    const before = await compile();
    build.forgetPackages();
    const after = await compile();

    expect(after.packages).not.toBe(before.packages);
    expect(after.packages?.digest).toBe(before.packages?.digest);
  });

  it.each([
    ['a syntax error', 'const = 1;', 'Expected identifier'],
    [
      'a missing file',
      "import './missing.ts';",
      'Could not resolve "./missing.ts"',
    ],
    [
      'a missing package',
      "import 'no-such-package';",
      'Could not resolve "no-such-package"',
    ],
    [
      'a name that a package lacks',
      "import { nothing } from 'zod';\nconsole.log(nothing);",
      'No matching export in',
    ],
  ])('shows %s with its line', async (_, text, message) => {
    const source = readFileSync(handler(), 'utf8');
    writeFileSync(handler(), `${text}\n${source}`);

    const compiled = await build.compile();
    writeFileSync(handler(), source);

    expect(compiled).toEqual({ error: expect.stringContaining(message) });
  });
});

describe('findImports', () => {
  it.each([
    ['import{a as b,c}from"./packages/x.mjs"', ['a', 'c']],
    ['import d from"./packages/x.mjs"', ['default']],
    ['import d,{e}from"./packages/x.mjs"', ['e', 'default']],
    ['import*as f from"./packages/x.mjs"', ['*']],
    ['import"./packages/x.mjs"', []],
  ])('reads %s', (text, names) => {
    expect([...(findImports(text).get('x') ?? [])]).toEqual(names);
  });

  it('ignores other imports', () => {
    expect(findImports('import{a}from"node:fs";').size).toBe(0);
  });
});
