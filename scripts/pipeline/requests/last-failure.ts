import type { EmulatorAccess } from '../../emulator/clients.ts';
import { formatRequest } from './format-request.ts';
import { readRequest, readRequests } from './read.ts';

/** For a report, which is not always read on a terminal. */
const screen = { columns: 100, colours: false };

/**
 * The newest request of an account that failed since then, call by call: one
 * with a denied call first. Empty if there is none, or nothing is recorded.
 */
export async function describeLastFailure(
  emulator: EmulatorAccess,
  account: string,
  since: Date,
): Promise<string> {
  try {
    const { requests } = await readRequests(emulator, {
      account,
      limit: 2000,
      status: 'failed',
    });
    const failed = requests.filter(
      ({ startedAt }) => new Date(startedAt) >= since,
    );
    const worst = failed.find(({ denied }) => denied > 0) ?? failed[0];
    return worst
      ? formatRequest(await readRequest(emulator, worst.id), screen)
      : '';
  } catch {
    // It only adds to the report of another failure, which may be the emulator's end.
    return '';
  }
}
