import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import type { EmulatorProcess } from '../../scripts/emulator/engine.ts';
import { parseJson } from '../../scripts/system/json.ts';
import { containerOf } from './container.ts';
import { findFunctionProcesses } from './processes.ts';

type EngineName = EmulatorProcess['engine'];

/** The pid of LocalStack, which the host engine started in this checkout. */
export function readEmulatorPid(checkout: string): number {
  const record = path.join(checkout, '.local', 'emulator', 'host.json');
  return parseJson(
    readFileSync(record, 'utf8'),
    z.object({ pid: z.number() }),
    {
      what: `${record} cannot be read.`,
      next: '`make local-up`',
    },
  ).pid;
}

/** `kill -9` of LocalStack itself. */
export function killEmulator(checkout: string, engine: EngineName): void {
  if (engine === 'docker') {
    containerOf(checkout).kill();
    return;
  }
  process.kill(readEmulatorPid(checkout), 'SIGKILL');
}

/** `kill -9` of DynamoDB Local, while LocalStack lives. */
export function killDynamoDb(checkout: string, engine: EngineName): void {
  if (engine === 'docker') {
    containerOf(checkout).killDynamoDb();
    return;
  }
  const [jvm] = childrenOf(readEmulatorPid(checkout)).filter(
    (pid) => readFileSync(`/proc/${pid}/comm`, 'utf8') === 'java\n',
  );
  if (jvm === undefined) {
    throw new Error('LocalStack has no JVM.');
  }
  process.kill(jvm, 'SIGKILL');
}

/** `kill -9` of every process that runs a function, as the kernel does when memory runs out. */
export function killFunctions(checkout: string, engine: EngineName): void {
  if (engine === 'docker') {
    containerOf(checkout).killFunctions();
    return;
  }
  const running = findFunctionProcesses(checkout);
  if (running.length === 0) {
    throw new Error(`No process runs a function of ${checkout}.`);
  }
  for (const pid of running) {
    process.kill(pid, 'SIGKILL');
  }
}

/** A process's children are listed by the thread that started them. */
function childrenOf(pid: number): number[] {
  return globSync(`/proc/${pid}/task/*/children`).flatMap((file) =>
    readFileSync(file, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
