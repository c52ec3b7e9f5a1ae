import { readFileSync } from 'node:fs';
import { inRepository } from '../system/paths.ts';

/** Where the parts of an unpacked pack lie, in a checkout that came from one. */
export function inOffline(...segments: string[]): string {
  return inRepository('.offline', ...segments);
}

/** Settings that make uv take packages from a folder and ask no index. */
export function uvFromFolder(wheels: string): Record<string, string> {
  return { UV_OFFLINE: '1', UV_NO_INDEX: '1', UV_FIND_LINKS: wheels };
}

const { version: packageVersion } = JSON.parse(
  readFileSync(inRepository('package.json'), 'utf8'),
) as { version: string };

export const version = packageVersion;
