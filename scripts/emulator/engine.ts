import type { Settings } from '../cli/settings.ts';

export interface StartOptions {
  port: number;
  lambdaRuntime: Settings['lambdaRuntime'];
  /** Seconds between automatic saves; 0 turns them off, at a stop too. */
  autosaveSeconds: number;
  recordsRequests: Settings['recordsRequests'];
}

/** How the emulator is run. Nothing outside this folder depends on which engine does it. */
export interface Engine {
  readonly name: 'docker' | 'host';
  /** Installs what a start needs, and tflocal; fast when everything is installed. */
  prepare(): Promise<void>;
  /** Builds what makes later starts faster; the emulator may be in use meanwhile. */
  prepareLaterStarts(): Promise<void>;
  /** Starts LocalStack on 127.0.0.1 and returns before it is healthy. */
  start(options: StartOptions): Promise<void>;
  /** Stops LocalStack and every process that it started. */
  stop(): Promise<void>;
  /** The running emulator, or undefined. */
  inspect(): Promise<EmulatorProcess | undefined>;
  /** Where its whole log is: a file, or a command that prints it. */
  readonly log: string;
  /** The end of its log, for the message of a failure. */
  recentLog(lines: number): Promise<string>;
  /** The processor time that LocalStack has used, as `ps` prints it. */
  processorTime(): Promise<string>;
  /** The file system that a running LocalStack writes to. */
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
  /** Set while it is paused: its data is kept, and it does not respond. */
  paused?: PausedEmulator;
}

export interface EmulatorDisk {
  freeBytes: number;
  /** What to do when it is full. */
  fix: string;
}

export interface PausedEmulator {
  /** The command that resumes it, to be pasted. */
  command: string;
  resume(): Promise<void>;
}
