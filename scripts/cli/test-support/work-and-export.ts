/** Does work whose output has no reader: `work <file>` ends with that file, `export` is `FILE=-`. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { print } from '../../output/log.ts';
import { openDestination } from '../../pipeline/export/destination.ts';
import { run } from '../../system/run.ts';
import { defineCommand, runCommand } from '../command.ts';

const [kind, file = ''] = process.argv.slice(2);

await runCommand(
  'make test',
  defineCommand({
    async run() {
      if (kind === 'export') {
        const destination = openDestination('-', path.dirname(file));
        writeFileSync(destination.draft, 'a line\n'.repeat(1_000_000));
        await destination.publish();
        return;
      }
      for (let line = 0; line < 100; line += 1) {
        print('a line');
        await run('sh', ['-c', 'echo a line; echo a line >&2'], {
          env: { PATH: process.env.PATH ?? '' },
          live: true,
        });
      }
      writeFileSync(file, 'done');
    },
  }),
);
