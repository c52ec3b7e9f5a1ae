import { readIamRecord } from '../../scripts/iam/record.ts';
import type { StandIn } from './stand-in.ts';

const reads = /:(Get|List|Describe|Head|Simulate)/;

/** Terraform locks the state for every plan, even for one that is refused. */
const lockOfState = /\.tflock$/;

/** Every changing call, by any caller, since the stand-in was started. */
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
