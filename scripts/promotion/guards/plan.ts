import {
  changesOf,
  holdsData,
  kindOf,
  type PlanJson,
} from '../../terraform/plan-json.ts';
import type { Target } from '../account/target.ts';
import type { Guard } from './refuse.ts';
import { refusedVariables } from './variables.ts';
import { wildcardsOf } from './wildcards.ts';

/** A plan, before it is sealed. */
export interface PlanFacts {
  plan: PlanJson;
  target: Target;
  /** Addresses from ALLOW_DELETE that may be deleted or replaced. */
  allowDelete: string[];
}

const traces = ['localhost', '127.0.0.1', ':4566', '000000000000', ':"test"'];

/** Only the provider block may name a stand-in; everything else must match AWS. */
const noTraceOfAnEmulator: Guard<PlanFacts> = ({ plan, target }) => {
  const { configuration, ...rest } = plan;
  const text = JSON.stringify(target.kind === 'aws' ? plan : rest);
  const found = traces.filter((trace) => text.includes(trace));
  return found.length === 0
    ? undefined
    : {
        why: `The plan names ${found.join(', ')}: it was made for an emulator.`,
        next: 'search for it in terraform/ and its env/*.tfvars',
      };
};

const sameRegion: Guard<PlanFacts> = ({ plan, target }) => {
  const region = plan.variables?.aws_region?.value;
  return region === target.region
    ? undefined
    : {
        why: `The plan is for region ${region}, not for ${target.region}.`,
        next: `set aws_region once in terraform/env/${target.envName}.tfvars`,
      };
};

const noWildcards: Guard<PlanFacts> = ({ plan }) => {
  const faults = changesOf(plan).flatMap(wildcardsOf);
  return faults.length === 0
    ? undefined
    : {
        why: faults.join('\n'),
        next: 'name actions and resources in terraform/iam.tf, then `make e2e`',
      };
};

const noRefusedVariables: Guard<PlanFacts> = ({ plan }) => {
  const faults = changesOf(plan).flatMap(refusedVariables);
  return faults.length === 0
    ? undefined
    : {
        why: faults.join('\n'),
        next: 'rename it in terraform/lambda.tf and lambda/src, then `make e2e`',
      };
};

const noSilentDeletion: Guard<PlanFacts> = ({ plan, allowDelete }) => {
  const lost = changesOf(plan).filter(
    (change) =>
      holdsData(change) &&
      ['destroy', 'replace'].includes(kindOf(change) ?? '') &&
      !allowDelete.includes(change.address),
  );
  return lost.length === 0
    ? undefined
    : {
        why: lost
          .map(
            (change) => `${change.address} would be LOST (${kindOf(change)}).`,
          )
          .join('\n'),
        next: `if the payments in it may be lost: ALLOW_DELETE=${lost.map(({ address }) => address).join(',')}`,
      };
};

export const planGuards = [
  noTraceOfAnEmulator,
  sameRegion,
  noWildcards,
  noRefusedVariables,
  noSilentDeletion,
];
