import {
  type ChangeKind,
  changesOf,
  holdsData,
  kindOf,
  type PlanJson,
} from '../../terraform/plan-json.ts';

const marks: Record<ChangeKind, string> = {
  add: '+',
  change: '~',
  replace: '±',
  destroy: '-',
};

/** One line for each change, data loss marked in capitals, then the counts. */
export function summarisePlan(
  plan: PlanJson,
  withoutChanges = 'No changes.',
): string {
  const changes = changesOf(plan).map((change) => ({
    address: change.address,
    kind: kindOf(change) as ChangeKind,
    isLoss:
      holdsData(change) &&
      ['replace', 'destroy'].includes(kindOf(change) ?? ''),
  }));
  if (changes.length === 0) {
    return withoutChanges;
  }
  const count = (wanted: ChangeKind) =>
    changes.filter(({ kind }) => kind === wanted).length;
  return [
    ...changes.map(
      ({ address, kind, isLoss }) =>
        `  ${marks[kind]} ${address}${isLoss ? '   !!! ITS DATA WILL BE LOST !!!' : ''}`,
    ),
    `${count('add')} to add, ${count('change')} to change, ${count('replace')} to replace, ${count('destroy')} to destroy.`,
  ].join('\n');
}
