import { globSync, readFileSync } from 'node:fs';
import { inRepository } from '../system/paths.ts';

/** The shell scripts, found by their first line because they have no extension. */
export function findShellFiles(): string[] {
  return globSync('{.ci,scripts,localstack}/**/*', {
    cwd: inRepository(),
    withFileTypes: true,
  })
    .filter((entry) => entry.isFile())
    .map((entry) => `${entry.parentPath}/${entry.name}`)
    .filter((file) => /^#!.*\b(ba|da)?sh\n/.test(readFileSync(file, 'utf8')));
}
