import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { DeleteRoleCommand } from '@aws-sdk/client-iam';
import {
  CreateFunctionCommand,
  DeleteFunctionCommand,
  waitUntilFunctionActiveV2,
} from '@aws-sdk/client-lambda';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Functions,
  readFunctions,
} from '../../scripts/doctor/functions.ts';
import type { Clients } from '../../scripts/emulator/clients.ts';
import { requireEmulator } from '../../scripts/emulator/emulator.ts';
import { invokeFunction } from '../../scripts/pipeline/invoke.ts';
import { inRepository } from '../../scripts/system/paths.ts';
import { connect } from './connect.ts';
import { createFunctionRole } from './function-role.ts';
import { refusalOf } from './refusal.ts';

const FunctionName = 'confinement';
const RoleName = 'confinement';
const home = mkdtempSync(inRepository('.local', 'confinement-'));
let clients: Clients;
let functions: Functions;

const source = `
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';

const canConnect = (port) =>
  new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    const end = (connected) => resolve(socket.destroy() && connected);
    socket.on('connect', () => end(true)).on('error', () => end(false));
  });

async function findPorts() {
  const open = [];
  for (let first = 1; first < 65536; first += 256) {
    const ports = Array.from({ length: 256 }, (_, i) => first + i).filter((port) => port < 65536);
    const connected = await Promise.all(ports.map(canConnect));
    open.push(...ports.filter((_, i) => connected[i]));
  }
  return open;
}

const codeOf = (attempt) => {
  try {
    attempt();
    return 'done';
  } catch (error) {
    return error.code;
  }
};

const attacks = {
  'reads an AWS key': ({ home }) => readFileSync(home + '/.aws/credentials'),
  'reads an SSH key': ({ home }) => readFileSync(home + '/.ssh/id_ed25519'),
  'reads the checkout': ({ file }) => readFileSync(file),
  "reads the emulator's variables": () => readFileSync('/proc/' + process.ppid + '/environ'),
  "lists other functions' code": () =>
    readdirSync(path.dirname(path.dirname(process.env.LAMBDA_TASK_ROOT))),
  "lists other functions' files": () => readdirSync(path.dirname(tmpdir())),
  'sees an SSH key': ({ home }) => statSync(home + '/.ssh/id_ed25519'),
  'writes a key': ({ home }) => writeFileSync(home + '/.ssh/authorized_keys', ''),
  'changes its code': () => writeFileSync(import.meta.filename, ''),
  'starts a process': () => spawnSync('true'),
  'signals the emulator': () => process.kill(process.ppid, 0),
};

export async function handler(target) {
  const codes = {};
  for (const [name, attack] of Object.entries(attacks)) {
    codes[name] = codeOf(() => attack(target));
  }
  const { env } = process;
  return {
    codes,
    places: {
      taskRoot: env.LAMBDA_TASK_ROOT,
      frame: new Error().stack.split('\\n')[1].trim().replace(/:\\d+:\\d+/, ''),
      'writes to /tmp': codeOf(() => writeFileSync('/tmp/own', 'x')),
    },
    ports: await findPorts(),
    own: [env.AWS_ENDPOINT_URL, 'http://' + env.AWS_LAMBDA_RUNTIME_API]
      .map((url) => Number(new URL(url).port))
      .sort((a, b) => a - b),
    variables: Object.keys(env).sort(),
    hasOwnHome: homedir() === tmpdir(),
  };
}`;

interface Outcome {
  codes: Record<string, string>;
  places: { taskRoot: string; frame: string; 'writes to /tmp': string };
  /** The ports of this machine, or of the container, that the function reached. */
  ports: number[];
  /** The gateway and the Runtime API that belongs to the function. */
  own: number[];
  variables: string[];
  hasOwnHome: boolean;
}

let outcome: Outcome;

beforeAll(async () => {
  for (const key of ['.aws/credentials', '.ssh/id_ed25519']) {
    mkdirSync(path.join(home, path.dirname(key)));
    writeFileSync(path.join(home, key), 'planted');
  }
  clients = await connect();
  await clients.lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Role: await createFunctionRole(clients, RoleName),
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Code: { ZipFile: zipSync({ 'index.mjs': strToU8(source) }) },
      Timeout: 120,
    }),
  );
  await waitUntilFunctionActiveV2(
    { client: clients.lambda, maxWaitTime: 30, minDelay: 1, maxDelay: 1 },
    { FunctionName },
  );
  const event = JSON.stringify({ home, file: import.meta.filename });
  const { payload } = await invokeFunction(clients.lambda, FunctionName, event);
  outcome = payload as Outcome;
  functions = await readFunctions(await requireEmulator());
});

afterAll(async () => {
  rmSync(home, { recursive: true });
  await clients.lambda.send(new DeleteFunctionCommand({ FunctionName }));
  await clients.iam.send(new DeleteRoleCommand({ RoleName }));
});

describe('a function', () => {
  test('reaches no file, program or process outside', () => {
    const { 'signals the emulator': signal, ...others } = outcome.codes;

    expect(signal).toBe('EPERM');
    expect(new Set(Object.values(others))).toEqual(
      new Set(['ERR_ACCESS_DENIED', refusalOf(home, functions)]),
    );
  });

  test('is where it is on AWS, if it has a private root folder', () => {
    const { private_root } = functions.confinement;
    const { taskRoot } = outcome.places;

    expect(taskRoot === '/var/task').toBe(private_root);
    expect(outcome.places).toEqual({
      taskRoot,
      frame: `at Runtime.handler (${pathToFileURL(`${taskRoot}/index.mjs`)})`,
      'writes to /tmp': private_root ? 'done' : 'ERR_ACCESS_DENIED',
    });
  });

  test('reaches only the gateway and its own Runtime API, where Landlock limits it', () => {
    const { ports, own } = outcome;

    if (functions.confinement.restricts.includes('network')) {
      expect(ports).toEqual(own);
    } else {
      // DynamoDB Local, at least. docs/confinement.md lists it as open.
      expect(ports.length).toBeGreaterThan(own.length);
    }
  });

  test('has a home and variables that hold nothing of the developer', () => {
    expect(outcome.hasOwnHome).toBe(true);
    expect(outcome.variables).toEqual([
      'AWS_ACCESS_KEY_ID',
      'AWS_DEFAULT_REGION',
      'AWS_EC2_METADATA_DISABLED',
      'AWS_ENDPOINT_URL',
      'AWS_EXECUTION_ENV',
      'AWS_LAMBDA_FUNCTION_MEMORY_SIZE',
      'AWS_LAMBDA_FUNCTION_NAME',
      'AWS_LAMBDA_FUNCTION_VERSION',
      'AWS_LAMBDA_INITIALIZATION_TYPE',
      'AWS_LAMBDA_LOG_GROUP_NAME',
      'AWS_LAMBDA_LOG_STREAM_NAME',
      'AWS_LAMBDA_RUNTIME_API',
      'AWS_REGION',
      'AWS_SECRET_ACCESS_KEY',
      'AWS_SESSION_TOKEN',
      'AWS_XRAY_CONTEXT_MISSING',
      'AWS_XRAY_DAEMON_ADDRESS',
      'HOME',
      'LAMBDA_RUNTIME_DIR',
      'LAMBDA_TASK_ROOT',
      'LANG',
      'PATH',
      ...(functions.confinement.private_root ? [] : ['TMPDIR']),
      'TZ',
      '_AWS_XRAY_DAEMON_ADDRESS',
      '_AWS_XRAY_DAEMON_PORT',
      '_HANDLER',
      '_X_AMZN_TRACE_ID',
    ]);
  });

  test('has the level that the status reports', () => {
    expect(functions.environments).toContainEqual({
      function: FunctionName,
      version: '$LATEST',
      confinement: functions.confinement,
    });
  });
});
