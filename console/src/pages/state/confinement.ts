import type { StatusJson } from '../../../../scripts/console/contract.ts';

/**
 * Whether each function, and the next one, is confined by Node and the kernel. A
 * private root folder is no condition: many containers cannot have one.
 */
export function isConfined({
  confinement,
  environments,
}: NonNullable<StatusJson['functions']>): boolean {
  return [confinement, ...environments.map((each) => each.confinement)].every(
    ({ node_permissions, landlock_abi }) =>
      node_permissions && landlock_abi > 0,
  );
}
