import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cp,
  mkdir,
  mkdtemp,
  readFile,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Bundle, buildBundle } from './bundle.ts';

const projectRoot = join(import.meta.dirname, '../..');

/** Copies the sources of the bundle; the dependencies are linked. */
async function checkOut(target: string) {
  await mkdir(target, { recursive: true });
  for (const path of ['journal', 'lambda', 'package.json', 'tsconfig.json']) {
    await cp(join(projectRoot, path), join(target, path), { recursive: true });
  }
  await symlink(
    join(projectRoot, 'node_modules'),
    join(target, 'node_modules'),
  );
}

/** Builds in a separate process, with another time zone and umask. */
async function buildIn(target: string, timeZone: string, umask: string) {
  const script = `
    import { buildBundle } from ${JSON.stringify(join(import.meta.dirname, 'bundle.ts'))};
    process.umask('${umask}');
    console.log(JSON.stringify(await buildBundle(${JSON.stringify(target)})));
  `;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--input-type=module', '--eval', script],
    { cwd: target, env: { ...process.env, TZ: timeZone } },
  );
  return JSON.parse(stdout) as Bundle;
}

describe('buildBundle', () => {
  let folder: string;
  let bundle: Bundle;
  let zip: Buffer;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bundle-'));
    await checkOut(join(folder, 'one'));
    await checkOut(join(folder, 'another/much deeper'));
    bundle = await buildIn(join(folder, 'one'), 'Asia/Tokyo', '0077');
    zip = await readFile(bundle.path);
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('builds the same bytes in any folder, time zone and umask', async () => {
    const target = join(folder, 'another/much deeper');

    const other = await buildIn(target, 'America/Los_Angeles', '0002');

    expect(other.sha256).toBe(bundle.sha256);
    expect(zip.equals(await readFile(other.path))).toBe(true);
  });

  it('returns the digest and size of the zip', () => {
    expect(bundle).toEqual({
      path: join(folder, 'one/.local/bundle/lambda.zip'),
      sha256: createHash('sha256').update(zip).digest('hex'),
      bytes: zip.byteLength,
      sources: expect.arrayContaining([
        'journal/limits.ts',
        'lambda/src/handler.ts',
      ]),
    });
  });

  it('holds the handler and a map to readable source paths', () => {
    const files = unzipSync(zip);
    const sourceMap = JSON.parse(
      new TextDecoder().decode(files['handler.mjs.map']),
    );

    expect(Object.keys(files).sort()).toEqual([
      'handler.mjs',
      'handler.mjs.map',
    ]);
    expect(sourceMap.sources).toContain('lambda/src/handler.ts');
    expect(sourceMap.sources.join('\n')).not.toContain('../');
  });

  it('leaves an unchanged zip untouched', async () => {
    const before = await stat(bundle.path);

    await buildBundle(join(folder, 'one'));

    expect((await stat(bundle.path)).mtimeMs).toBe(before.mtimeMs);
  });

  it('throws the compiler error for a source that does not compile', async () => {
    const broken = join(folder, 'broken');
    await mkdir(broken);

    await expect(buildBundle(broken)).rejects.toThrow(
      'Could not resolve "lambda/src/handler.ts"',
    );
  });
});
