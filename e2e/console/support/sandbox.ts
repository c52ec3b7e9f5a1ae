import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, inject } from 'vitest';
import { sandboxAccountId } from '../../../scripts/emulator/accounts.ts';
import {
  type Clients,
  createClients,
} from '../../../scripts/emulator/clients.ts';
import { endpointOf } from '../../../scripts/emulator/emulator.ts';
import { invokeFunction } from '../../../scripts/pipeline/invoke.ts';
import { startCommand } from '../../support/make.ts';

export const { folder, port, consolePort, link, outputs } = inject('console');
export const origin = `http://127.0.0.1:${consolePort}`;

/** The output of a command that has to succeed, typed in another terminal. */
export async function make(
  name: string,
  options: Record<string, string> = {},
): Promise<string> {
  const command = ['scripts/run', name];
  const settings = { ENGINE: 'host', PORT: String(port), ...options };
  const { exitCode, output } = await startCommand(folder, command, settings)
    .ended;
  expect(exitCode, output).toBe(0);
  return output;
}

/** A seed that no other request has, so that its row is found. */
export function unique(word: string): string {
  return `${word}-${randomUUID().slice(0, 8)}`;
}

/** The developer's clients. An emulator that was started again has new keys. */
export function connect(): Clients {
  const secret = path.join(folder, '.local/emulator/secret-access-key');
  const emulator = {
    endpoint: endpointOf(port),
    secretAccessKey: readFileSync(secret, 'utf8').trim(),
  };
  const region = outputs.aws_region;
  return createClients(emulator, { region, accountId: sandboxAccountId });
}

/** A request that ends in any way. @returns its id */
export async function invoke(
  payload: unknown,
  { lambda } = connect(),
): Promise<string> {
  const name = outputs.lambda_function_name;
  const json = JSON.stringify(payload);
  const { requestId } = await invokeFunction(lambda, name, json);
  return requestId ?? '';
}

const concurrency = 8;

/** Fills the list of requests: a refused one makes no call but that of its log. */
export async function invokeMany(count: number): Promise<void> {
  const clients = connect();
  let left = count;
  const send = async () => {
    while (left > 0) {
      left -= 1;
      await invoke({ count: -left }, clients);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, send));
}
