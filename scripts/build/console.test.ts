import {
  appendFileSync,
  cpSync,
  globSync,
  readFileSync,
  symlinkSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';
import { buildConsole, type ConsoleFile } from './console.ts';

const maxBytes = 150_000;

describe('buildConsole', () => {
  let files: Map<string, ConsoleFile>;
  let copy: string;

  beforeAll(async () => {
    files = await buildConsole();
    copy = await mkdtemp(path.join(tmpdir(), 'console-'));
  });

  afterAll(() => rm(copy, { recursive: true }));

  const textOf = (name: string, built = files) =>
    Buffer.from(built.get(name)?.content ?? []).toString();

  it('returns the page with its script and its style, and their types', () => {
    expect([...files].map(([name, { type }]) => [name, type])).toEqual([
      ['/', 'text/html; charset=utf-8'],
      ['/main.js', 'text/javascript; charset=utf-8'],
      ['/main.css', 'text/css; charset=utf-8'],
    ]);
    for (const [, link] of textOf('/').matchAll(/(?:src|href)="([^"]+)"/g)) {
      expect(files.has(link ?? ''), link).toBe(true);
    }
  });

  it(`has less than ${maxBytes} bytes after gzip`, () => {
    const sizes = Object.fromEntries(
      [...files].map(([name, { content }]) => [
        name,
        gzipSync(content).byteLength,
      ]),
    );
    const total = Object.values(sizes).reduce((sum, bytes) => sum + bytes, 0);

    console.log('bytes after gzip:', sizes, 'in total', total);

    expect(total).toBeLessThan(maxBytes);
  });

  it('loads nothing from another host', () => {
    // Names of namespaces and of schemas, from which nothing is requested.
    const names = /^https?:\/\/(www\.w3|json-schema)\.org\//;
    const url = /["'`(=]((?:https?:)?\/\/[\w-]+(?:\.[\w-]+)+[^\s"'`)]*)/g;
    const urls = [...files.keys()].flatMap((name) =>
      [...textOf(name).matchAll(url)].map(([, found = '']) => found),
    );

    expect(urls.filter((found) => !names.test(found))).toEqual([]);
  });

  it('works under a policy without inline scripts and styles', () => {
    expect(textOf('/')).not.toMatch(/<style|\sstyle=|\son\w+=|<script>/);
    expect(textOf('/main.js')).not.toMatch(/\beval\(|new Function\(/);
  });

  it('contains an edit at once, and shows the line of a mistake', async () => {
    cpSync(inRepository('console'), path.join(copy, 'console'), {
      recursive: true,
    });
    for (const shared of ['node_modules', 'scripts']) {
      symlinkSync(inRepository(shared), path.join(copy, shared));
    }
    const main = path.join(copy, 'console/src/main.tsx');
    const before = await buildConsole(copy);

    appendFileSync(main, "console.log('an edit');\n");
    const after = await buildConsole(copy);
    appendFileSync(main, 'const = 1;\n');

    expect(textOf('/main.js', before)).not.toContain('an edit');
    expect(textOf('/main.js', after)).toContain('an edit');
    await expect(buildConsole(copy)).rejects.toMatchObject({
      why: expect.stringMatching(/main\.tsx:\d+:\d+:[\s\S]*const = 1;/),
      next: 'fix it, then `make console`',
    });
  });
});

describe('the sources of the page', () => {
  const sources = globSync('console/src/**/*.{ts,tsx,html}', {
    cwd: inRepository(),
  });

  it.each(sources)('render no text as HTML: %s', (file) => {
    expect(readFileSync(inRepository(file), 'utf8')).not.toMatch(
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|srcdoc|createContextualFragment/i,
    );
  });
});
