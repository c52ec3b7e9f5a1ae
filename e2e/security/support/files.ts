import { readdirSync } from 'node:fs';
import path from 'node:path';

/** What cannot be read, for lack of a right or since it is gone, is undefined. */
export function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

/** The files below a folder, without those that its links lead to. */
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
