import path from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The suites that take minutes; a worker that begins one last would end alone. */
const longest = [
  'e2e/payment-pipeline.test.ts',
  'e2e/guarantees.test.ts',
  'e2e/lost-emulator.test.ts',
  'e2e/iam.test.ts',
];

/** It fills every list of its sandbox, which slows the pages of the tests after it. */
const last = 'e2e/console/long-lists.test.ts';

/** Vitest's own order starts with the largest files, unless it has timed them here. */
export class LongestFirst extends BaseSequencer {
  override async sort(
    files: TestSpecification[],
  ): Promise<TestSpecification[]> {
    const { root } = this.ctx.config;
    const rank = ({ moduleId }: TestSpecification) => {
      const file = path.relative(root, moduleId);
      if (file === last) {
        return longest.length + 1;
      }
      const index = longest.indexOf(file);
      return index === -1 ? longest.length : index;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
