import { defineCommand } from '../cli/command.ts';
import { text } from '../cli/options.ts';
import { watchTests } from '../testing/watch-tests.ts';

export default defineCommand({
  options: { FILES: text().default('lambda journal') },
  run: ({ options: { FILES } }) =>
    watchTests(FILES.split(' ').filter((name) => name !== '')),
});
