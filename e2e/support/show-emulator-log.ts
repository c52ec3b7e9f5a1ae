import { afterEach } from 'vitest';
import { sandboxAccountId } from '../../scripts/emulator/accounts.ts';
import { findEmulator } from '../../scripts/emulator/emulator.ts';
import { shortenLocations } from '../../scripts/pipeline/log/frames.ts';
import { describeLastFailure } from '../../scripts/pipeline/requests/last-failure.ts';
import { startedEmulators } from './restored-sandbox.ts';

const shownLines = 25;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    const [started] = startedEmulators;
    const emulator = started ?? (await findEmulator());
    const log = (await emulator?.recentLog(shownLines)) ?? 'LocalStack is gone';
    process.stderr.write(
      `\nThe emulator's last log lines:\n${shortenLocations(log)}\n`,
    );
    if (started) {
      // `make e2e` shows that of the running emulator, and this one ends now.
      const { startedAt } = started;
      const request = await describeLastFailure(
        started,
        sandboxAccountId,
        startedAt,
      );
      process.stderr.write(`\n${request}\n`);
    }
  }
});
