import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** What the client prints at once, how long it is busy then, how it fails. */
export interface FakeAnswer {
  out?: string;
  busyForS?: number;
  error?: string;
}

/** Answers by the beginning of the command line: the first that fits. */
export type FakeAnswers = Record<string, FakeAnswer>;

/** An engine and Compose that answer, with the image at hand. */
export const workingDocker: FakeAnswers = {
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

  constructor(answers: FakeAnswers) {
    const cases = Object.entries(answers).map(([command, answer]) => {
      const { out = '', busyForS = 0, error } = answer;
      const end =
        error === undefined ? '' : `print ${quote(error)} >&2; exit 1`;
      return `${quote(command)}*) print ${quote(out)}; busy ${busyForS}; ${end} ;;`;
    });
    const program = path.join(this.#folder, 'docker');
    writeFileSync(
      program,
      [
        '#!/bin/sh',
        'print() { [ -z "$1" ] || printf "%s\\n" "$1"; }',
        // A client that is ended leaves no child behind that holds its output.
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

function quote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
