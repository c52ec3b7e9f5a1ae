import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { quoteForShell } from '../../../system/quote.ts';

/** What the client prints first, how long it then takes, and how it fails. */
export interface FakeResponse {
  out?: string;
  busyForS?: number;
  error?: string;
}

/** By the start of the command line; the first match is used. */
export type FakeResponses = Record<string, FakeResponse>;

/** A working engine with Compose and the image. */
export const workingDocker: FakeResponses = {
  version: { out: '{"Os":"linux","Arch":"amd64"}' },
  'context inspect': { out: 'unix:///var/run/docker.sock' },
  'compose version': { out: 'Docker Compose version v2.26.1' },
  'compose --file docker-compose.yml config --images': { out: 'image:1' },
  info: { out: '/' },
  'image inspect': { out: 'amd64' },
};

/**
 * Puts a program called docker in front of PATH, for states of an engine that
 * cannot be produced on every machine.
 */
export class FakeDocker implements Disposable {
  readonly #folder = mkdtempSync(path.join(tmpdir(), 'fake-docker-'));
  readonly #path = process.env.PATH;

  constructor(responses: FakeResponses) {
    const cases = Object.entries(responses).map(([command, response]) => {
      const { out = '', busyForS = 0, error } = response;
      const end =
        error === undefined ? '' : `print ${quoteForShell(error)} >&2; exit 1`;
      return `${quoteForShell(command)}*) print ${quoteForShell(out)}; busy ${busyForS}; ${end} ;;`;
    });
    const program = path.join(this.#folder, 'docker');
    writeFileSync(
      program,
      [
        '#!/bin/sh',
        'print() { [ -z "$1" ] || printf "%s\\n" "$1"; }',
        // When the client is terminated, its child must not keep its output open.
        `busy() { sleep "$1" & trap "kill $!; exit 143" TERM; wait; }`,
        'case "$*" in',
        ...cases,
        '*) print "Unexpected command: $*" >&2; exit 125 ;;',
        'esac',
        '',
      ].join('\n'),
    );
    chmodSync(program, 0o755);
    process.env.PATH = `${this.#folder}:${this.#path}`;
  }

  [Symbol.dispose](): void {
    process.env.PATH = this.#path;
    rmSync(this.#folder, { recursive: true });
  }
}
