import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { digestOf } from '../system/digest.ts';
import { inRepository } from '../system/paths.ts';
import { localStack, stageStack } from './stage.ts';

const root = mkdtempSync(path.join(tmpdir(), 'stage-'));
const bundle = path.join(root, 'bundle.zip');
const stack = {
  envName: 'test',
  accountId: '123456789012',
  folder: path.join(root, 'stack'),
};
const inStack = (...names: string[]) => path.join(stack.folder, ...names);

afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => {
  rmSync(stack.folder, { recursive: true, force: true });
  mkdirSync(inStack('.terraform'), { recursive: true });
  writeFileSync(bundle, 'zip');
});

/** Every file below terraform/, hidden ones too. */
function digestOfTerraform(): string {
  const folder = inRepository('terraform');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  return digestOf(
    Object.fromEntries(files.map((file) => [file, readFileSync(file)])),
  );
}

describe('stageStack', () => {
  it('copies the configuration, the lock file and the bundle', () => {
    stageStack(stack, bundle);

    const staged = readdirSync(stack.folder);
    expect(staged).toEqual(
      expect.arrayContaining(['.terraform.lock.hcl', 'lambda.tf']),
    );
    expect(readFileSync(inStack('lambda.zip'), 'utf8')).toBe('zip');
    expect(staged).not.toContain('tests');
  });

  it('sets the environment and the one account that is allowed', () => {
    stageStack(stack, bundle);

    const variables = readFileSync(inStack('stack.auto.tfvars.json'), 'utf8');
    expect(JSON.parse(variables)).toEqual({
      environment: 'test',
      allowed_account_ids: ['123456789012'],
    });
  });

  it('removes what a killed run left behind', () => {
    const leftovers = [
      'localstack_providers_override.tf',
      'imported.tf',
      'import.tfplan',
      'removed-since.tf',
    ];
    for (const name of leftovers) {
      writeFileSync(inStack(name), 'provider "aws" {}');
    }

    stageStack(stack, bundle);

    expect(leftovers.filter((name) => existsSync(inStack(name)))).toEqual([]);
  });

  it('keeps the state, its backup and the provider', () => {
    const kept = [
      'terraform.tfstate',
      'terraform.tfstate.backup',
      'applied.json',
      'terraform.pid',
    ];
    for (const name of kept) {
      writeFileSync(inStack(name), name);
    }

    stageStack(stack, bundle);

    expect(kept.map((name) => readFileSync(inStack(name), 'utf8'))).toEqual(
      kept,
    );
    expect(existsSync(inStack('.terraform'))).toBe(true);
  });

  it('writes nothing into terraform/', () => {
    const before = digestOfTerraform();

    stageStack(stack, bundle);

    expect(digestOfTerraform()).toBe(before);
  });
});

describe('localStack', () => {
  it('gives each environment a separate folder', () => {
    const folders = ['local', 'e2e'].map(
      (envName) => localStack(envName, '0').folder,
    );

    expect(folders).toEqual([
      inRepository('.local/stacks/local-local'),
      inRepository('.local/stacks/local-e2e'),
    ]);
  });
});
