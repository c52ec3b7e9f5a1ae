import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import {
  enterSandbox,
  formatChanges,
  leaveSandbox,
} from './shell-environment.ts';

const variables = {
  AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
  AWS_ACCESS_KEY_ID: '000000000000',
  AWS_SECRET_ACCESS_KEY: 'secret',
  AWS_REGION: 'us-east-1',
  S3_BUCKET_NAME: 'journal',
};

/** What botocore, the SDK for JavaScript and the CLI read, each by itself. */
const hostile = {
  AWS_PROFILE: 'production',
  AWS_DEFAULT_PROFILE: 'production',
  AWS_SESSION_TOKEN: 'token',
  AWS_SECURITY_TOKEN: 'token',
  AWS_CREDENTIAL_EXPIRATION: '2000-01-01T00:00:00Z',
  AWS_ENDPOINT_URL_DYNAMODB: 'https://dynamodb.eu-central-1.amazonaws.com',
  AWS_ENDPOINT_URL_S3: 'https://s3.example',
  AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true',
  AWS_CONFIG_FILE: '/home/me/.aws/config',
  AWS_SHARED_CREDENTIALS_FILE: '/home/me/.aws/credentials',
  AWS_WEB_IDENTITY_TOKEN_FILE: '/token',
  AWS_ROLE_ARN: 'arn:aws:iam::123456789012:role/deployer',
  AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.2/credentials',
  AWS_EC2_METADATA_SERVICE_ENDPOINT: 'http://169.254.169.254',
  AWS_USE_FIPS_ENDPOINT: 'true',
  AWS_USE_DUALSTACK_ENDPOINT: 'true',
  AWS_CA_BUNDLE: '/etc/ca.pem',
  AWS_BEARER_TOKEN_BEDROCK: 'token',
  AWS_ACCOUNT_ID: '123456789012',
};

/** The environment of `sh` after it evaluates these lines. */
function evaluate(lines: string, env: Record<string, string>) {
  const output = execFileSync('sh', ['-c', 'eval "$1"; env -0', 'sh', lines], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  });
  const entries = output
    .split('\0')
    .filter(Boolean)
    .map((line) => line.split(/=(.*)/s, 2));
  const { PATH, PWD, SHLVL, _, ...rest } = Object.fromEntries(entries);
  return rest as Record<string, string>;
}

const enter = (env: Record<string, string>) =>
  evaluate(formatChanges(enterSandbox(variables, env), 'sh'), env);
const leave = (env: Record<string, string>) =>
  evaluate(formatChanges(leaveSandbox(env), 'sh'), env);

describe('enterSandbox', () => {
  it.each(Object.entries(hostile))('removes %s', (name, value) => {
    const { SANDBOX_ENV_BACKUP, ...after } = enter({ [name]: value });

    expect(after).toEqual({
      ...variables,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      AWS_EC2_METADATA_DISABLED: 'true',
      NO_PROXY: '127.0.0.1,localhost',
      no_proxy: '127.0.0.1,localhost',
    });
  });

  it('keeps what only changes how the CLI prints, and other programs', () => {
    const kept = { AWS_PAGER: '', AWS_DEFAULT_OUTPUT: 'table', EDITOR: 'vi' };

    expect(enter(kept)).toMatchObject(kept);
  });

  it('keeps proxies, and the hosts that need none', () => {
    const env = { HTTP_PROXY: 'http://proxy', NO_PROXY: 'a.example,localhost' };

    expect(enter(env)).toMatchObject({
      HTTP_PROXY: 'http://proxy',
      NO_PROXY: 'a.example,127.0.0.1,localhost',
    });
  });
});

describe('leaveSandbox', () => {
  const before = { ...hostile, NO_PROXY: 'a', X: "it's $HOME `x`\n\\ done" };

  it('restores what was there before', () => {
    expect(leave(enter(before))).toEqual(before);
  });

  it('restores it after a second call too', () => {
    expect(leave(enter(enter(before)))).toEqual(before);
  });

  it('changes nothing in a shell that never entered', () => {
    expect(leave(before)).toEqual(before);
  });
});

describe('leaveSandbox, with a backup of another writer', () => {
  it.each([
    'no base64',
    btoa('{"AWS_REGION":'),
    btoa('["AWS_REGION"]'),
    btoa('{"AWS_REGION":1}'),
    // It would be run by the shell's `eval`.
    btoa('{"X; touch file":null}'),
  ])('refuses %j', (backup) => {
    expect(() => leaveSandbox({ SANDBOX_ENV_BACKUP: backup })).toThrow(
      expect.objectContaining({
        name: 'SandboxError',
        message: 'SANDBOX_ENV_BACKUP cannot be read.',
        next: expect.stringContaining('open a new shell'),
      }),
    );
  });
});

describe('formatChanges', () => {
  it('quotes any value for fish', () => {
    const changes = { A: "it's a \\ $HOME", B: null };

    expect(formatChanges(changes, 'fish')).toBe(
      "set --global --export A 'it\\'s a \\\\ $HOME'\nset --erase B\n",
    );
  });
});
