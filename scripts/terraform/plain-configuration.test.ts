import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inRepository } from '../system/paths.ts';
import { assertPlainConfiguration } from './plain-configuration.ts';

describe('assertPlainConfiguration', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'plain-'));
    cpSync(inRepository('terraform'), folder, { recursive: true });
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('accepts terraform/ as it is', () => {
    expect(() => assertPlainConfiguration(folder)).not.toThrow();
  });

  it.each([
    [
      'an alias',
      'alias.tf',
      'provider "aws" {\n  alias = "other"\n}',
      'alias.tf: a provider block',
    ],
    [
      'a nested provider',
      'modules/table/main.tf',
      'provider "aws" {}',
      'modules/table/main.tf: a provider block',
    ],
    [
      'another provider',
      'http.tf',
      'provider "http" {}',
      'http.tf: a provider block',
    ],
    [
      'a backend',
      'backend.tf',
      'terraform { backend "s3" {} }',
      'backend.tf: a backend.',
    ],
    [
      'a remote state',
      'remote.tf',
      'data "terraform_remote_state" "x" {\n  backend = "s3"\n}',
      'remote.tf: the state of another',
    ],
    ['JSON', 'x.tf.json', '{}', 'x.tf.json: configuration in JSON.'],
  ])('refuses %s', (_case, name, text, message) => {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);

    expect(() => assertPlainConfiguration(folder)).toThrow(
      expect.objectContaining({ why: expect.stringContaining(message) }),
    );
  });

  it.each([
    ['an endpoint', 'endpoints { s3 = "https://example.com" }', 'an endpoint'],
    ['a profile', 'profile = "production"', 'credentials'],
    ['a role', 'assume_role {\n    role_arn = "x"\n  }', 'credentials'],
  ])('refuses %s in the provider block', (_case, line, message) => {
    writeFileSync(
      path.join(folder, 'providers.tf'),
      `provider "aws" {\n  ${line}\n}\n`,
    );

    expect(() => assertPlainConfiguration(folder)).toThrow(
      expect.objectContaining({
        why: expect.stringContaining(`providers.tf: ${message}`),
      }),
    );
  });

  it('reads no comments', () => {
    writeFileSync(
      path.join(folder, 'note.tf'),
      '# backend "s3" {}\n/* provider "aws" {} */\n',
    );

    expect(() => assertPlainConfiguration(folder)).not.toThrow();
  });
});
