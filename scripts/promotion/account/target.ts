import { existsSync, readFileSync } from 'node:fs';
import { SandboxError } from '../../output/errors.ts';
import { inLocal, inRepository } from '../../system/paths.ts';
import { hideAccount } from './mask.ts';
import { readStandInEndpoint, standInVariable } from './stand-in.ts';
import { parseTfvars } from './tfvars.ts';

/** The target of a promotion. */
export interface Target {
  kind: 'aws' | 'stand-in';
  /** Names the file of variables: terraform/env/<envName>.tfvars. */
  envName: string;
  region: string;
  allowedAccountIds: string[];
  /** The stand-in's endpoint; undefined for AWS, which uses the SDK's endpoints. */
  endpoint: string | undefined;
  /** The account id that the user gave in advance, to confirm a change. */
  confirmation: string | undefined;
  /** Addresses of the resources whose data may be lost. */
  allowDelete: string[];
  /** The target's separate folder, with its configuration, plan and seal. */
  folder: string;
}

/** Options of some `make aws-…` targets. */
export interface TargetOptions {
  CONFIRM?: string | undefined;
  ALLOW_DELETE?: string | undefined;
  [standInVariable]?: string | undefined;
}

/** Reads env/<envName>.tfvars, and whether a stand-in replaces AWS. */
export function readTarget(envName: string, options: TargetOptions): Target {
  const file = inRepository('terraform', 'env', `${envName}.tfvars`);
  if (envName === 'local' || !existsSync(file)) {
    throw new SandboxError(`ENV=${envName} is not an AWS environment.`, {
      why:
        envName === 'local'
          ? 'It is the sandbox itself.'
          : `terraform/env/${envName}.tfvars does not exist.`,
      next: 'name one, as in `make aws-plan ENV=dev`',
    });
  }
  const { region, allowedAccountIds } = parseTfvars(readFileSync(file, 'utf8'));
  allowedAccountIds.forEach(hideAccount);
  if (!region) {
    throw new SandboxError(`ENV=${envName} has no region.`, {
      why: `terraform/env/${envName}.tfvars sets no aws_region.`,
      next: 'add a line such as `aws_region = "eu-central-1"`',
    });
  }
  const endpoint = readStandInEndpoint(options[standInVariable]);
  const kind = endpoint ? 'stand-in' : 'aws';
  return {
    kind,
    envName,
    region,
    allowedAccountIds,
    endpoint,
    confirmation: options.CONFIRM,
    allowDelete: options.ALLOW_DELETE?.split(',') ?? [],
    folder: inLocal('stacks', `${kind}-${envName}`),
  };
}
