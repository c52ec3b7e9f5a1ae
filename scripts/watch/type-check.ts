import { mkdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';
import { errorCode } from '../output/errors.ts';
import { done, failed } from '../output/log.ts';
import { localEnvironment } from '../system/environment.ts';
import { writeJson } from '../system/files.ts';
import { inLocal, inRepository } from '../system/paths.ts';
import { privateFolder } from '../system/private-folder.ts';

const shownLines = 12;

/** Checks the types of lambda/ and journal/ while the code runs. */
export class TypeCheck {
  readonly #folder = inLocal('watch');
  readonly #program: string;
  #errors = '';
  /** Files were saved during the check: its result may be that of older ones. */
  #isOutdated = false;
  #running: { pid: number | undefined; ended: Promise<unknown> } | undefined;

  constructor(program = inRepository('node_modules', '.bin', 'tsc')) {
    this.#program = program;
  }

  /** Starts a check, after the one that is running; prints only what has changed. */
  start(): void {
    if (this.#running) {
      this.#isOutdated = true;
      return;
    }
    mkdirSync(this.#folder, privateFolder);
    const project = path.join(this.#folder, 'tsconfig.json');
    writeJson(project, {
      extends: inRepository('tsconfig.json'),
      compilerOptions: {
        incremental: true,
        tsBuildInfoFile: path.join(this.#folder, 'tsconfig.tsbuildinfo'),
        typeRoots: [inRepository('node_modules', '@types')],
      },
      include: [inRepository('lambda'), inRepository('journal')],
    });
    const child = execa(this.#program, ['-p', project, '--pretty', 'true'], {
      cwd: inRepository(),
      env: localEnvironment(),
      extendEnv: false,
      // A group, because tsc is a program that starts another one.
      detached: true,
      reject: false,
      stdin: 'ignore',
      all: true,
    });
    if (child.pid !== undefined) {
      setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
    }
    const ended = child.then(({ all, exitCode, signal }) => {
      this.#running = undefined;
      if (this.#isOutdated) {
        this.#isOutdated = false;
        this.start();
      } else if (signal === undefined) {
        this.#report(exitCode === 0 ? '' : all);
      }
    });
    this.#running = { pid: child.pid, ended };
  }

  async stop(): Promise<void> {
    const { pid, ended } = this.#running ?? {};
    this.#isOutdated = false;
    if (pid !== undefined) {
      endGroup(pid);
    }
    await ended;
  }

  #report(output: string): void {
    const errors = stripVTControlCharacters(output).trim();
    if (errors === this.#errors) {
      return;
    }
    this.#errors = errors;
    if (errors === '') {
      done('No type errors');
      return;
    }
    const lines = errors.split('\n');
    const shown = lines.slice(0, shownLines);
    const more = lines.length > shownLines ? ['… `make lint` shows all'] : [];
    failed(
      ['Type errors; the code runs without them being fixed', ...shown, ...more]
        .join('\n')
        .replace(' without them being fixed', ' anyway'),
    );
  }
}

function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch (error) {
    // It has ended already.
    if (errorCode(error) !== 'ESRCH') {
      throw error;
    }
  }
}
