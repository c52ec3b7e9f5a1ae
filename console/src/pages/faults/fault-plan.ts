import type {
  FaultRequest,
  FaultState,
  RequestSummary,
} from '../../../../scripts/console/contract.ts';

/** What the form holds. */
export interface Plan {
  percent: number;
  /** Empty for a random one. */
  seed: string;
  kinds: readonly string[];
}

const defaultPercent = 30;

/** As the faults are, or as they would be turned on. */
export function planOf({ faults, kinds }: FaultState): Plan {
  return faults.faults_enabled
    ? {
        // Not 28.999999999999996.
        percent: Number((faults.rate * 100).toFixed(6)),
        seed: faults.seed,
        kinds: faults.kinds,
      }
    : { percent: defaultPercent, seed: '', kinds };
}

export function toRequest({ percent, seed, kinds }: Plan): FaultRequest {
  const rate = rateOf(percent);
  return { rate, kinds: [...kinds], ...(seed && { seed }) };
}

/** The options of `make faults` that do the same. */
export function toOptions(
  { percent, seed, kinds }: Plan,
  allKinds: readonly string[],
): Record<string, string | number | undefined> {
  return {
    RATE: rateOf(percent),
    SEED: seed || undefined,
    KINDS: kinds.length === allKinds.length ? undefined : kinds.join(','),
  };
}

function rateOf(percent: number): number {
  return Number((percent / 100).toFixed(6));
}

/** With or without a kind. */
export function withKind(
  plan: Plan,
  kind: string,
  isChosen: boolean,
  allKinds: readonly string[],
): Plan {
  return {
    ...plan,
    // In the order of the list, however they were chosen.
    kinds: allKinds.filter((each) =>
      each === kind ? isChosen : plan.kinds.includes(each),
    ),
  };
}

/** Undefined if the plan can be applied. */
export function problemOfPlan({ percent, kinds }: Plan): string | undefined {
  if (!(percent > 0 && percent <= 100)) {
    return 'The rate is above 0 % and at most 100 %.';
  }
  return kinds.length === 0 ? 'Choose at least one kind.' : undefined;
}

/** What happened to the newest requests. */
export function shareOf(requests: readonly RequestSummary[], newest: number) {
  const recent = requests.slice(0, newest);
  const sum = (key: 'calls' | 'faults') =>
    recent.reduce((total, each) => total + each[key], 0);
  return {
    requests: recent.length,
    withFaults: recent.filter(({ faults }) => faults > 0).length,
    calls: sum('calls'),
    faults: sum('faults'),
  };
}
