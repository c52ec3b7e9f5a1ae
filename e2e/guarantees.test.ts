import { globSync } from 'node:fs';
import path from 'node:path';

// `make e2e` runs the files of guarantees/ as one, with one stack for all of
// them: applying one takes longer than most of the tests. To run one file:
// `vitest run --project guarantees guarantees/faults`.
const folder = path.join(import.meta.dirname, 'guarantees');

// Its 32,000 payments would make each later count slow.
const last = 'faults.test.ts';

const others = globSync('*.test.ts', { cwd: folder })
  .filter((name) => name !== last)
  .sort();
for (const name of [...others, last]) {
  await import(path.join(folder, name));
}
