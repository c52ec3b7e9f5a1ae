import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../output/errors.ts';
import { inRepository } from '../system/paths.ts';

/** Blocks that would point Terraform at something other than the command's target. */
const strays: [RegExp, string][] = [
  [/\bbackend\s+"[^"]*"\s*\{/, 'a backend'],
  [/\bcloud\s*\{/, 'a cloud block'],
  [/\bterraform_remote_state\b/, 'the state of another configuration'],
  [/\bendpoints\s*[={]/, 'an endpoint'],
  [/\b(access_key|secret_key|profile|assume_role)\s*(=|\{)/, 'credentials'],
];

const providerBlock = /\bprovider\s+"([^"]*)"\s*\{/g;

/**
 * The scripts choose the target of a stack, so terraform/ holds one provider
 * block, and no endpoints, credentials or state.
 *
 * @throws SandboxError that names file and block, before anything is started.
 */
export function assertPlainConfiguration(
  folder = inRepository('terraform'),
): void {
  const problems = globSync(['**/*.tf', '**/*.tf.json'], {
    cwd: folder,
  }).flatMap((name) =>
    findProblems(name, readFileSync(path.join(folder, name), 'utf8')),
  );
  if (problems.length > 0) {
    throw new SandboxError('terraform/ must not name a target.', {
      why: problems.join('\n'),
      next: 'remove it: the scripts choose targets, states and credentials',
    });
  }
}

function findProblems(name: string, text: string): string[] {
  const code = text
    .replace(/\/\*.*?\*\//gs, '')
    .replace(/(^|\s)(#|\/\/).*$/gm, '');
  const providers = [...code.matchAll(providerBlock)];
  const [first] = providers;
  const isTheOne =
    providers.length === 1 && name === 'providers.tf' && first?.[1] === 'aws';
  return [
    ...(name.endsWith('.json') ? [`${name}: configuration in JSON.`] : []),
    ...(providers.length > 0 && !isTheOne
      ? [`${name}: a provider block in addition to the one in providers.tf.`]
      : []),
    ...strays
      .filter(([pattern]) => pattern.test(code))
      .map(([, what]) => `${name}: ${what}.`),
  ];
}

/** Files that Terraform would read but that no receipt covers. */
export function findStrayFiles(folder = inRepository('terraform')): string[] {
  return globSync(
    [
      '*_override.tf',
      'override.tf',
      '*.tf.json',
      '*.auto.tfvars',
      '*.auto.tfvars.json',
      'terraform.tfvars',
      'terraform.tfvars.json',
    ],
    { cwd: folder },
  );
}
