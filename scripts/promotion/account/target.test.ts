import { describe, expect, it } from 'vitest';
import { assertSameStamp } from '../state/stamp.ts';
import { readStandInEndpoint, standInVariable } from './stand-in.ts';
import { readTarget } from './target.ts';
import { parseTfvars } from './tfvars.ts';

describe('readTarget', () => {
  it('reads an AWS environment, with a separate folder', () => {
    expect(readTarget('dev', {})).toMatchObject({
      kind: 'aws',
      region: 'eu-central-1',
      folder: expect.stringMatching(/stacks\/aws-dev$/),
    });
    const standIn = { [standInVariable]: 'http://127.0.0.1:4976' };
    expect(readTarget('dev', standIn)).toMatchObject({
      kind: 'stand-in',
      folder: expect.stringMatching(/stacks\/stand-in-dev$/),
    });
  });

  it.each([
    ['local', 'ENV=local is not an AWS environment.'],
    ['elsewhere', 'ENV=elsewhere is not an AWS environment.'],
  ])('throws for %s', (environment, message) => {
    expect(() => readTarget(environment, {})).toThrow(message);
  });
});

describe('readStandInEndpoint', () => {
  it.each([
    'https://example.com',
    'http://localhost:4976',
    'http://127.0.0.1.example.com:80',
    'http://10.0.0.1:4566',
  ])('throws for %s', (endpoint) => {
    expect(() => readStandInEndpoint(endpoint)).toThrow('is not a stand-in');
  });
});

describe('parseTfvars', () => {
  it('reads the region and the list of accounts', () => {
    const text = `# aws_region = "commented-out-1"
environment = "dev"
aws_region  = "eu-central-1"
allowed_account_ids = [
  "210987654321",
  "123456789012",
]
`;
    expect(parseTfvars(text)).toEqual({
      region: 'eu-central-1',
      allowedAccountIds: ['210987654321', '123456789012'],
    });
  });

  it('skips comments, as Terraform does', () => {
    const text = `aws_region = "eu-central-1" # "us-east-1"
allowed_account_ids = [
  "210987654321", # "111111111111", the old one
  // "222222222222",
  /* "333333333333", */
]
/*
aws_region = "us-east-1"
*/
`;
    expect(parseTfvars(text)).toEqual({
      region: 'eu-central-1',
      allowedAccountIds: ['210987654321'],
    });
  });

  it.each(['eu central', 'https://example.com', 'EU-CENTRAL-1'])(
    'refuses the region %s',
    (region) => {
      expect(() => parseTfvars(`aws_region = "${region}"`)).toThrow(
        expect.objectContaining({
          name: 'SandboxError',
          why: expect.stringContaining(`\`${region}\``),
          next: expect.stringContaining('aws_region = "eu-central-1"'),
        }),
      );
    },
  );

  it('finds nothing in an empty file', () => {
    expect(parseTfvars('')).toEqual({
      region: undefined,
      allowedAccountIds: [],
    });
  });
});

describe('assertSameStamp', () => {
  const stamp = {
    kind: 'aws',
    environment: 'dev',
    account: '210987654321',
    region: 'eu-central-1',
  } as const;

  it.each([
    { ...stamp, kind: 'stand-in' as const },
    { ...stamp, environment: 'prod' },
    { ...stamp, account: '123456789012' },
    { ...stamp, region: 'us-east-1' },
  ])('throws for the state of another target: %o', (found) => {
    expect(() => assertSameStamp(stamp, found)).toThrow(
      'This state belongs to another target.',
    );
  });
});
