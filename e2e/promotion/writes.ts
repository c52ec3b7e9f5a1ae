import { readIamRecord } from '../../scripts/iam/record.ts';
import type { StandIn } from './stand-in.ts';

const reads = /:(Get|List|Describe|Head|Simulate)/;

/** Terraform locks the state for every plan, also for one that is refused. */
const lockOfState = /\.tflock$/;

/** Every call that changed something, by anybody, since the stand-in's start. */
export async function countWrites(
  standIn: StandIn,
  accounts: string[],
): Promise<number> {
  const records = await Promise.all(
    accounts.map((account) => readIamRecord(standIn, account)),
  );
  return records
    .flatMap(({ calls }) => calls)
    .filter(
      ({ action, resource }) =>
        !reads.test(action ?? '') && !lockOfState.test(resource ?? ''),
    )
    .reduce((sum, { count }) => sum + count, 0);
}
