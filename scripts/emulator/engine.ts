import type { Settings } from '../cli/settings.ts';

export interface StartOptions {
  port: number;
  lambdaRuntime: Settings['lambdaRuntime'];
}

/** How the emulator runs. Nothing outside this folder knows which engine does. */
export interface Engine {
  readonly name: 'docker' | 'host';
  /** Installs what the engine needs; quick when everything is there. */
  prepare(): Promise<void>;
  /** Starts LocalStack on 127.0.0.1 and returns before it is healthy. */
  start(options: StartOptions): Promise<void>;
  /** Ends it and everything that it started. */
  stop(): Promise<void>;
  /** What runs now, or undefined. */
  inspect(): Promise<EmulatorProcess | undefined>;
  /** The end of its log, for the message of a failure. */
  recentLog(lines: number): Promise<string>;
  /** Where a running LocalStack keeps its files. */
  disk(): Promise<EmulatorDisk>;
}

export interface EmulatorProcess {
  engine: Engine['name'];
  /** `pid 4711` or `container 0123abcd`. */
  id: string;
  port: number;
  /** The developer's, for every account; random for each start. */
  secretAccessKey: string;
  startedAt: Date;
  /** Set while it is paused: it keeps what it holds, and answers nobody. */
  paused?: PausedEmulator;
}

export interface EmulatorDisk {
  freeBytes: number;
  /** What to do once it is full. */
  mend: string;
}

export interface PausedEmulator {
  /** The command that lets it go on, to be pasted. */
  command: string;
  resume(): Promise<void>;
}
