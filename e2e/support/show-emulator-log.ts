import { afterEach } from 'vitest';
import { findEmulator } from '../../scripts/emulator/emulator.ts';
import { shortenLocations } from '../../scripts/pipeline/log/frames.ts';

const shownLines = 25;

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') {
    const emulator = await findEmulator();
    const log = (await emulator?.recentLog(shownLines)) ?? 'LocalStack is gone';
    process.stderr.write(
      `\nThe emulator's last log lines:\n${shortenLocations(log)}\n`,
    );
  }
});
