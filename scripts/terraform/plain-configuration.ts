import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SandboxError } from '../output/errors.ts';
import { inRepository } from '../system/paths.ts';

/** What would lead Terraform somewhere else than to the target of a command. */
const strays: [RegExp, string][] = [
  [/\bbackend\s+"[^"]*"\s*\{/, 'a backend'],
  [/\bcloud\s*\{/, 'a cloud block'],
  [/\bterraform_remote_state\b/, 'the state of another configuration'],
  [/\bendpoints\s*[={]/, 'an endpoint'],
  [/\b(access_key|secret_key|profile|assume_role)\s*(=|\{)/, 'credentials'],
];

const providerBlock = /\bprovider\s+"([^"]*)"\s*\{/g;

/**
 * Where a stack goes is its target's business: terraform/ holds one provider
 * block and says nothing of endpoints, credentials or state.
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
    throw new SandboxError('terraform/ cannot be trusted to stay here.', {
      why: problems.join('\n'),
      next: 'take it out: targets, states and credentials are chosen by the scripts',
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
      ? [`${name}: a provider block beside the one in providers.tf.`]
      : []),
    ...strays
      .filter(([pattern]) => pattern.test(code))
      .map(([, what]) => `${name}: ${what}.`),
  ];
}

/** Files that Terraform would read, and that no receipt speaks of. */
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
