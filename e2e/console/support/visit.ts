import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { Visitor } from './visitor.ts';

/** A visitor for all tests of a file, who must not meet a problem in any. */
export function visitConsole(): { visitor: () => Visitor; page: () => Page } {
  let visitor: Visitor;
  beforeAll(async () => {
    visitor = await Visitor.arrive();
  });
  afterEach(() => visitor.expectNoProblems());
  afterAll(() => visitor?.leave());
  return { visitor: () => visitor, page: () => visitor.page };
}
