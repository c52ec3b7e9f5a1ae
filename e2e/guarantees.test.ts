import { afterAll, beforeAll } from 'vitest';
import { damagedJournal } from './guarantees/damaged-journal.ts';
import { deadLetters } from './guarantees/dead-letters.ts';
import { faults } from './guarantees/faults.ts';
import { killedFunction } from './guarantees/killed-function.ts';
import { retries } from './guarantees/retries.ts';
import {
  applyLiveStack,
  destroyLiveStack,
  type LiveStack,
} from './support/live-stack.ts';
import { createSandbox } from './support/pipeline.ts';

// One stack for all of them: applying one takes longer than most of the tests.
const environment = 'e2e-guarantees';
let live: LiveStack;
const sandbox = createSandbox(() => live);

beforeAll(async () => {
  live = await applyLiveStack(environment);
});

afterAll(() => destroyLiveStack(environment));

retries(sandbox);
killedFunction(sandbox);
damagedJournal(sandbox);
deadLetters(sandbox);
faults(sandbox);
