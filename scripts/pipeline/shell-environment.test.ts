import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
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

/** How each shell evaluates the lines, with none of the user's configuration. */
const evaluateAndPrint: Record<string, string[]> = {
  sh: ['-c', 'eval "$1"; env -0', 'sh'],
  bash: ['--norc', '-c', 'eval "$1"; env -0', 'bash'],
  zsh: ['-f', '-c', 'eval "$1"; env -0', 'zsh'],
  fish: ['--no-config', '-c', 'printf "%s" $argv[1] | source; env -0'],
};

/** The environment of a shell after it evaluates these lines. */
function evaluate(lines: string, env: Record<string, string>, shell = 'sh') {
  const print = (text: string) =>
    execFileSync(shell, [...(evaluateAndPrint[shell] ?? []), text], {
      env: { PATH: process.env.PATH, ...env },
      encoding: 'utf8',
    })
      .split('\0')
      .filter(Boolean)
      .map((line) => line.split(/=(.*)/s, 2) as [string, string]);
  // Shells set some variables themselves, such as PWD.
  const own = print('').map(([name]) => name);
  return Object.fromEntries(
    print(lines).filter(([name]) => name in env || !own.includes(name)),
  );
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

const isInstalled = (program: string) =>
  (process.env.PATH ?? '')
    .split(':')
    .some((folder) => existsSync(path.join(folder, program)));

/** Every Debian has the first two; the others are tested where they are installed. */
const shells = ['sh', 'bash', ...['zsh', 'fish'].filter(isInstalled)];

describe(`the lines, as read by ${shells.join(', ')}`, () => {
  const awkward = {
    AWS_PROFILE: `it's "quoted" \\' and \\\\ $HOME \`x\` $(x) (x)`,
    AWS_ROLE_ARN: ' two  spaces, one at the end ',
    AWS_CA_BUNDLE: 'one\ntwo\n',
    AWS_REGION: '!x %x ~ * ? [a] {a,b} # ; & | < > größe 💶 \t',
    NO_PROXY: `a.example,it's`,
    EDITOR: 'vi',
  };

  describe.each(shells)('%s', (shell) => {
    const kind = shell === 'fish' ? 'fish' : 'sh';
    const values = {
      ...variables,
      S3_BUCKET_NAME: awkward.AWS_PROFILE,
      LOG_GROUP_NAME: awkward.AWS_CA_BUNDLE,
    };
    const enterIn = (env: Record<string, string>) =>
      evaluate(formatChanges(enterSandbox(values, env), kind), env, shell);

    it('set every value as it is', () => {
      expect(enterIn(awkward)).toMatchObject({ ...values, EDITOR: 'vi' });
    });

    it('restore every value as it was', () => {
      const inside = enterIn(awkward);

      expect(
        evaluate(formatChanges(leaveSandbox(inside), kind), inside, shell),
      ).toEqual(awkward);
    });
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
