import { mkdirSync } from 'node:fs';
import { inLocal } from './paths.ts';
import { privateFolder } from './private-folder.ts';

/** What a program that is killed leaves behind stays in this checkout. */
export function temporaryFolder(): string {
  const folder = inLocal('tmp');
  mkdirSync(folder, privateFolder);
  return folder;
}
