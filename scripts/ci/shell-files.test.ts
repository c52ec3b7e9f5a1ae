import path from 'node:path';
import { expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';
import { findShellFiles } from './shell-files.ts';

it('finds the shell files in every folder that has any', () => {
  const files = findShellFiles().map((file) =>
    path.relative(inRepository(), file),
  );

  expect(files).toEqual(
    expect.arrayContaining([
      '.ci/run',
      'localstack/requirements/compile.sh',
      'scripts/ci/stand-in/java',
      'scripts/offline/unpack',
      'scripts/run',
    ]),
  );
  expect(files).not.toContain('scripts/commands/lint.ts');
});
