import { readFileSync } from 'node:fs';
import { inRepository } from '../system/paths.ts';

/** A path in the parts of a pack, in a checkout that was unpacked from one. */
export function inOffline(...segments: string[]): string {
  return inRepository('.offline', ...segments);
}

/** Variables that make uv install from a folder, without an index. */
export function uvFromFolder(wheels: string): Record<string, string> {
  return { UV_OFFLINE: '1', UV_NO_INDEX: '1', UV_FIND_LINKS: wheels };
}

const { version: packageVersion } = JSON.parse(
  readFileSync(inRepository('package.json'), 'utf8'),
) as { version: string };

export const version = packageVersion;
