import type { Confinement, Functions } from './functions.ts';

/** The level of the next environment, and those of running ones that differ. */
export function describeFunctions({
  confinement,
  environments,
}: Functions): string {
  const levels = [confinement, ...environments.map((each) => each.confinement)];
  return `confined: ${[...new Set(levels.map(describe))].join('; others: ')}`;
}

function describe({
  node_permissions,
  landlock_abi,
  private_root,
  private_root_problem,
  restricts,
  problem,
}: Confinement): string {
  const node = node_permissions ? 'Node permissions' : 'no Node permissions';
  if (!landlock_abi) {
    return `${node} only, because ${problem}`;
  }
  const byLandlock = restricts
    .filter((each) => !['sockets', 'existence'].includes(each))
    .join(', ');
  const seccomp = restricts.includes('sockets') ? ', seccomp (sockets)' : '';
  const root = private_root ? 'private root folder' : 'no private root folder';
  const reason = private_root_problem ? ` (${private_root_problem})` : '';
  return `${node}, Landlock ABI ${landlock_abi} (${byLandlock})${seccomp}, ${root}${reason}`;
}
