import { globSync } from 'node:fs';
import path from 'node:path';

// `make e2e` runs the files of guarantees/ as one, with one sandbox for all of
// them. To run one file: `vitest run --project guarantees guarantees/faults`.
const folder = path.join(import.meta.dirname, 'guarantees');

for (const name of globSync('*.test.ts', { cwd: folder }).sort()) {
  await import(path.join(folder, name));
}
