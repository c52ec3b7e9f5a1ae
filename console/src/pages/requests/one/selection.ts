import type {
  Attempt,
  RequestDetail,
} from '../../../../../scripts/console/contract.ts';
import { location, replaceQuery } from '../../../router.ts';

/** All attempts, the oldest first. */
export function attemptsOf({ attempts, ...newest }: RequestDetail): Attempt[] {
  return attempts ?? [newest];
}

/** The attempt that the address names, or else the newest. */
export function chosenAttempt(attempts: readonly Attempt[]): Attempt {
  const wanted = Number(location.value.searchParams.get('attempt'));
  const chosen =
    attempts.find(({ attempt }) => attempt === wanted) ?? attempts.at(-1);
  if (!chosen) {
    throw new Error('A request has at least one attempt.');
  }
  return chosen;
}

export function chooseAttempt(attempt: number): void {
  replaceQuery({ attempt: String(attempt), show: undefined });
}

/** The entry of the waterfall that the address names. */
export function selectedKey(): string | undefined {
  return location.value.searchParams.get('show') ?? undefined;
}

export function select(key: string | undefined): void {
  replaceQuery({ show: key });
}
