import { SandboxError } from '../output/errors.ts';
import { done, warn } from '../output/log.ts';
import { awsEnvironment, userEnvironment } from '../system/environment.ts';
import {
  assertPlainConfiguration,
  findStrayFiles,
} from '../terraform/plain-configuration.ts';
import { Terraform } from '../terraform/terraform.ts';
import {
  ensureTerraformAndProvider,
  type TerraformTools,
} from '../toolchain/terraform-tools.ts';
import { type AwsClients, createAwsClients } from './account/clients.ts';
import { type Identity, readIdentity } from './account/identity.ts';
import type { Target } from './account/target.ts';
import { accountGuards } from './guards/account.ts';
import { refuseUnless } from './guards/refuse.ts';
import { environmentGuards, type SourceFacts } from './guards/source.ts';
import { StateBucket } from './state/bucket.ts';

/** An account that this environment allows, and the caller's identity. */
export interface Session {
  target: Target;
  clients: AwsClients;
  identity: Identity;
  bucket: StateBucket;
  tools: TerraformTools;
  terraform: Terraform;
}

export async function ensureAwsTools(): Promise<TerraformTools> {
  assertPlainConfiguration();
  return ensureTerraformAndProvider();
}

/** The facts that guards check before any AWS command's first call. */
export function environmentFacts(
  tools: TerraformTools,
): Pick<SourceFacts, 'variables' | 'terraformVersion' | 'strayFiles'> {
  return {
    variables: userEnvironment(),
    terraformVersion: tools.terraform.version,
    strayFiles: findStrayFiles(),
  };
}

/** Checks the environment, then the caller's identity from STS. */
export async function openSession(target: Target): Promise<Session> {
  const tools = await ensureAwsTools();
  refuseUnless(
    `ENV=${target.envName}`,
    environmentFacts(tools) as SourceFacts,
    environmentGuards,
  );
  const clients = createAwsClients(target);
  const identity = await readIdentity(clients);
  refuseUnless(`ENV=${target.envName}`, { identity, target }, accountGuards);
  announce(target, identity);
  return {
    target,
    clients,
    identity,
    bucket: new StateBucket(clients.s3, target, identity),
    tools,
    terraform: new Terraform(target.folder, tools, awsEnvironment()),
  };
}

/** @throws SandboxError that says to run `make aws-bootstrap`. */
export async function requireBootstrap({
  bucket,
  target,
}: Session): Promise<void> {
  if (!(await bucket.exists())) {
    throw new SandboxError(`${target.envName} has no state bucket yet.`, {
      why: 'State, lock, releases and deployment records are kept there.',
      next: `\`make aws-bootstrap ENV=${target.envName}\``,
    });
  }
}

function announce(
  { endpoint, envName, region }: Target,
  { account }: Identity,
): void {
  if (endpoint) {
    warn(`STAND-IN for AWS at ${endpoint}: this is an emulator, not AWS`);
  }
  done(
    `Environment ${envName}, region ${region}, account ending in ${account.slice(-4)}`,
  );
}
