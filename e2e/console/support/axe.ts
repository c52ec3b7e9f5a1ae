import axe, { type AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

/** What axe finds, each with the elements that it is about. */
export async function findViolations(page: Page): Promise<string[]> {
  // Through the debugger: the page's policy allows no script of another origin.
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate('axe.run()')) as AxeResults;
  return violations.map(
    ({ id, help, nodes }) =>
      `${id}: ${help}: ${nodes.map(({ target, failureSummary }) => `${target}: ${failureSummary}`).join('; ')}`,
  );
}
