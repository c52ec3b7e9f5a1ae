import { readdirSync } from 'node:fs';
import path from 'node:path';

/** Undefined for a file that cannot be read, or no longer exists. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** The files below a folder, without following links. */
export function filesBelow(folder: string): string[] {
  const entries =
    attempt(() => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.flatMap((entry) => {
    const file = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      return filesBelow(file);
    }
    return entry.isFile() ? [file] : [];
  });
}
