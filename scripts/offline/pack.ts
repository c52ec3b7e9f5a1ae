import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { parseJson } from '../system/json.ts';
import { inRepository } from '../system/paths.ts';

/** A path in the parts of a pack, in a checkout that was unpacked from one. */
export function inOffline(...segments: string[]): string {
  return inRepository('.offline', ...segments);
}

/** Variables that make uv install from a folder, without an index. */
export function uvFromFolder(wheels: string): Record<string, string> {
  return { UV_OFFLINE: '1', UV_NO_INDEX: '1', UV_FIND_LINKS: wheels };
}

/** This checkout's version. */
export const { version } = parseJson(
  readFileSync(inRepository('package.json'), 'utf8'),
  z.object({ version: z.string() }),
  {
    what: 'package.json cannot be read.',
    next: '`git checkout package.json`',
  },
);
