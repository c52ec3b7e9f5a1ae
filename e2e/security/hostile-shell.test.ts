import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inRepository } from '../../scripts/system/paths.ts';
import { bareEnvironment } from '../support/shell.ts';
import { checkout, table } from './support/sandbox.ts';

/** Stands in for AWS, another endpoint and a proxy: nothing may connect to it. */
let elsewhere: Server;
let connections = 0;
let url: string;

beforeAll(async () => {
  elsewhere = createServer((socket) => {
    connections += 1;
    socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  const { port } = elsewhere.address() as { port: number };
  url = `http://127.0.0.1:${port}`;
});
afterAll(() => elsewhere.close());

/** Settings that lead a client elsewhere, or stop it. */
const settings: [name: string, variables: () => Record<string, string>][] = [
  [
    'an endpoint for one service',
    () => ({ AWS_ENDPOINT_URL_DYNAMODB: url, AWS_ENDPOINT_URL_STS: url }),
  ],
  [
    'ignored endpoints',
    () => ({ AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', HTTPS_PROXY: url }),
  ],
  ['a proxy', () => ({ HTTP_PROXY: url, http_proxy: url, ALL_PROXY: url })],
  [
    'a session token that has expired',
    () => ({
      AWS_SESSION_TOKEN: 'token',
      AWS_CREDENTIAL_EXPIRATION: '2000-01-01T00:00:00Z',
    }),
  ],
  [
    'a profile',
    () => ({ AWS_PROFILE: 'production', AWS_CONFIG_FILE: '/none' }),
  ],
  [
    'other forms of endpoints',
    () => ({
      AWS_USE_FIPS_ENDPOINT: 'true',
      AWS_USE_DUALSTACK_ENDPOINT: 'true',
    }),
  ],
];

const inPython = (program: string) =>
  path.join(checkout, '.local', 'python', 'bin', program);

const boto3 = `
import boto3, os
print(boto3.client("dynamodb").list_tables()["TableNames"])`;
const sdk = `
const { DynamoDBClient, ListTablesCommand } = await import('@aws-sdk/client-dynamodb');
console.log((await new DynamoDBClient().send(new ListTablesCommand())).TableNames);`;

const clients: [name: string, command: string, ...args: string[]][] = [
  ['boto3', inPython('python'), '-c', boto3],
  [
    'the SDK for JavaScript',
    process.execPath,
    ...['--input-type=module', '--eval', sdk],
  ],
];

describe('make env, with an AWS CLI 1 on PATH', () => {
  test('warns on stderr alone, with the way out', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'aws-cli-'));
    const program = path.join(folder, 'aws');
    writeFileSync(program, "#!/bin/sh\necho 'aws-cli/1.46.3 Python/3.11.7'\n", {
      mode: 0o755,
    });
    const environment = bareEnvironment();

    const { stdout, stderr } = await promisify(execFile)(
      'make',
      ['-s', 'env'],
      {
        cwd: checkout,
        env: { ...environment, PATH: `${folder}:${environment.PATH}` },
      },
    ).finally(() => rmSync(folder, { recursive: true }));

    expect(stderr).toBe(
      '! AWS CLI 1.46.3 is on PATH: `aws sqs` ignores AWS_ENDPOINT_URL and calls AWS itself.\n' +
        'Next: `aws --endpoint-url "$AWS_ENDPOINT_URL" sqs …`, or install AWS CLI 2.13 or later\n',
    );
    expect(stdout).toContain('AWS_ENDPOINT_URL');
    expect(stdout).not.toContain('1.46.3');
  });
});

/** The variables of a shell after `eval "$(make -s env)"`. */
async function evalIn(
  variables: Record<string, string>,
): Promise<Record<string, string>> {
  const { stdout } = await promisify(execFile)(
    'sh',
    [
      '-ec',
      'lines=$(make -s -C "$1" env); eval "$lines"; env -0',
      'sh',
      checkout,
    ],
    { cwd: inRepository(), env: { ...bareEnvironment(), ...variables } },
  );
  const lines = stdout.split('\0').filter((line) => line !== '');
  return Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2)));
}

describe('after eval "$(make -s env)", in a shell with', () => {
  describe.each(settings)('%s', (_, variables) => {
    let env: Record<string, string>;
    beforeAll(async () => {
      env = await evalIn(variables());
    });

    test.each(clients)(
      '%s reaches the sandbox alone',
      async (_name, command, ...args) => {
        const before = connections;

        const { stdout } = await promisify(execFile)(command, args, {
          cwd: inRepository(),
          env,
        });

        expect(stdout).toContain(table);
        expect(connections).toBe(before);
      },
    );
  });
});
