import { readFileSync } from 'node:fs';
import { inRepository } from '../system/paths.ts';

const { version: packageVersion } = JSON.parse(
  readFileSync(inRepository('package.json'), 'utf8'),
) as { version: string };

export const version = packageVersion;
