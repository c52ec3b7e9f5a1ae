import type { Emulator } from '../emulator/emulator.ts';
import type { EmulatorProcess } from '../emulator/engine.ts';
import type { StackState, StackStatus } from '../stack/status.ts';
import { describeFunctions } from './describe-functions.ts';
import type { Functions } from './functions.ts';

/** What `make status` reports. */
export interface SandboxStatus {
  /** Undefined if no emulator is running. */
  process: EmulatorProcess | undefined;
  /** Undefined if none is running, or if it does not respond. */
  emulator: Emulator | undefined;
  isIamEnforced: boolean | undefined;
  /** `older`: the emulator's extension cannot tell. */
  functions: Functions | 'older' | undefined;
  envName: string;
  stack: StackStatus;
}

type EmulatorState = 'running' | 'silent' | 'paused' | 'stopped';

/** The exit codes of `FORMAT=json`; 1 is left for a failure of the command. */
const exitCodes: Record<StackState, number> = {
  applied: 0,
  unreachable: 4,
  'not applied': 5,
  incomplete: 5,
  lost: 5,
  saved: 5,
  damaged: 5,
  changed: 6,
};

export function exitCodeOf({ process, stack }: SandboxStatus): number {
  return process ? exitCodes[stack.state] : 3;
}

/** The keys are stable: scripts read them. */
export type StatusJson = ReturnType<typeof toJson>;

export function toJson(status: SandboxStatus) {
  const { process, emulator, isIamEnforced, functions, envName, stack } =
    status;
  return {
    emulator: {
      state: emulatorState(status),
      engine: process?.engine ?? null,
      id: process?.id ?? null,
      port: process?.port ?? null,
      endpoint: emulator?.endpoint ?? null,
      version: emulator?.version ?? null,
      started_at: process?.startedAt.toISOString() ?? null,
    },
    iam_enforced: isIamEnforced ?? null,
    functions: (functions !== 'older' && functions) || null,
    stack: {
      environment: envName,
      state: stack.state,
      detail: stack.text,
      watched_since: stack.watchedSince ?? null,
    },
    next: stack.next,
  };
}

export function formatStatus({
  process,
  emulator,
  isIamEnforced,
  functions,
  envName,
  stack,
}: SandboxStatus): string {
  return [
    `Emulator   ${emulator ? describeEmulator(emulator) : describeProcess(process)}`,
    `IAM        ${describeIam(isIamEnforced)}`,
    `Functions  ${describeConfinement(functions)}`,
    `Stack      ${envName}: ${stack.text}`,
    `Next       ${stack.next}`,
  ].join('\n');
}

function emulatorState({ process, emulator }: SandboxStatus): EmulatorState {
  if (!process) {
    return 'stopped';
  }
  if (emulator) {
    return 'running';
  }
  return process.paused ? 'paused' : 'silent';
}

function describeProcess(silent: EmulatorProcess | undefined): string {
  return silent
    ? `LocalStack on port ${silent.port} does not respond, ${silent.id}`
    : 'not running';
}

function describeEmulator(emulator: Emulator): string {
  const { engine, endpoint, id, startedAt, version } = emulator;
  return `LocalStack ${version} at ${endpoint}, engine ${engine}, ${id}, up ${uptime(startedAt)}`;
}

function describeIam(isEnforced: boolean | undefined): string {
  if (isEnforced === undefined) {
    return 'unknown';
  }
  return isEnforced
    ? 'enforced: a role without a policy was just denied'
    : 'NOT enforced: a role without a policy was just allowed';
}

function describeConfinement(functions: SandboxStatus['functions']): string {
  if (functions === 'older') {
    return 'unknown: the running emulator is older; `make local-up` replaces it';
  }
  return functions ? describeFunctions(functions) : 'unknown';
}

function uptime(since: Date): string {
  const minutes = Math.floor((Date.now() - since.getTime()) / 60_000);
  return minutes < 60
    ? `${minutes} min`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
