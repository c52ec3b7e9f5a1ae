import { globSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';

/** What CONTRIBUTING.md replaces by a plain word. */
const riddles =
  /\b(mend(s|ed|ing)?|anew|go(es)? on|went on|of (its|their|our|your) own|somebody|nobody|whoever|for good|all the same|in peace|doom(ed)?|obstacles?|complaints?|patience|lend(s|ing)?|borrow(s|ed)?|newcomers?)\b/i;

/** Files that name the words: this one, and the list itself. */
const exempt = ['CONTRIBUTING.md', 'scripts/ci/words.test.ts'];

const generated = /(^|\/)(node_modules|__pycache__|\.[a-z_]+)$/;

/** Not by git: an unpacked offline pack has no repository. */
const files = globSync('{.ci,.github}/**/*', { cwd: inRepository() })
  .concat(
    globSync('**/*', {
      cwd: inRepository(),
      exclude: (name) => generated.test(name),
    }),
  )
  .filter((file) =>
    /\.(tsx?|css|mjs|py|md|tf|hcl|ya?ml|toml)$|^Makefile$|^\.ci\/|^scripts\/(ci\/)?[a-z-]+$/.test(
      file,
    ),
  )
  .filter((file) => statSync(inRepository(file)).isFile())
  .filter((file) => !exempt.includes(file));

describe('the words of the project', () => {
  it('are looked for in every part of it', () => {
    for (const part of [
      '.ci/run',
      'Makefile',
      'README.md',
      'lambda',
      'scripts/ci/docker',
      'e2e',
      'console/src/app.tsx',
      '.github',
      'localstack',
      'terraform',
    ]) {
      expect(
        files.some((file) => file.startsWith(part)),
        part,
      ).toBe(true);
    }
  });

  it('are plain', () => {
    const found = files.flatMap((file) =>
      readFileSync(inRepository(file), 'utf8')
        .split('\n')
        .flatMap((line, index) =>
          riddles.test(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [],
        ),
    );

    expect(found).toEqual([]);
  });

  it.each(['says how to mend it', 'a name of its own', 'LocalStack goes on'])(
    'would not be with: %s',
    (text) => {
      expect(riddles.test(text)).toBe(true);
    },
  );
});
