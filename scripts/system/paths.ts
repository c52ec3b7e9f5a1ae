import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

/** A path inside the repository. */
export function inRepository(...segments: string[]): string {
  return path.join(root, ...segments);
}

/** A path inside `.local/`, which holds everything that is generated. */
export function inLocal(...segments: string[]): string {
  return path.join(root, '.local', ...segments);
}
