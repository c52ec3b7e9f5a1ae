import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { SandboxError } from '../../output/errors.ts';
import { seconds } from '../../output/log.ts';
import { type ChildEnv, userEnvironment } from '../../system/environment.ts';
import { quoteForShell } from '../../system/quote.ts';
import { home, root, user } from './clean-root.ts';

export interface Outcome {
  exitCode: number;
  /** Standard output and standard error, as a terminal would show them. */
  printed: string[];
}

/**
 * A shell inside the clean root that stays open between commands, so that they
 * share a working directory and variables, as in a terminal.
 */
export class Shell {
  // Printed after each command, to tell where its output ends.
  readonly #mark = `exit-code-${randomUUID()}:`;
  readonly #child = execa(
    '/usr/sbin/chroot',
    [`--userspec=${user}:${user}`, root, '/bin/bash'],
    { env: environment(), extendEnv: false, buffer: false, reject: false },
  );
  readonly #lines = createInterface({ input: this.#child.stdout })[
    Symbol.asyncIterator
  ]();

  constructor() {
    // A strict umask is a common setting, and it breaks careless scripts.
    this.#child.stdin.write('exec 2>&1; umask 077; cd\n');
  }

  /** Runs one command, which may span several lines, and shows its output. */
  async run(command: string): Promise<Outcome> {
    const startedAt = performance.now();
    process.stdout.write(`\n$ ${command}\n`);
    // `eval`, so that a syntax error does not end the shell.
    this.#child.stdin.write(
      `eval ${quoteForShell(command)} </dev/null; printf '${this.#mark}%s\\n' $?\n`,
    );
    const printed: string[] = [];
    for (;;) {
      const { value: line, done } = await this.#lines.next();
      if (done) {
        throw new SandboxError('The shell ended before its command did.', {
          why: command,
        });
      }
      const [text = '', exitCode] = line.split(this.#mark);
      if (text || exitCode === undefined) {
        printed.push(text);
        process.stdout.write(`${text}\n`);
      }
      if (exitCode !== undefined) {
        const title = command.replaceAll(/\\\n */g, '');
        const elapsed = seconds(performance.now() - startedAt);
        process.stdout.write(`⏱ readme-check: ${title}: ${elapsed}\n`);
        return { exitCode: Number(exitCode), printed };
      }
    }
  }

  leave(): void {
    this.#child.stdin.end();
    // The emulator may have inherited the pipe, which would keep this process alive.
    this.#child.stdout.destroy();
  }
}

// Proxy and certificate settings, which package registries may require here.
const network = /^(?!AWS_).*(_PROXY|CERTS?|CERT_(FILE|DIR)|CA_BUNDLE)$/i;

/** Isolated from this machine, except for its network settings and PORT. */
function environment(): ChildEnv {
  return {
    HOME: home,
    USER: user,
    LOGNAME: user,
    SHELL: '/bin/bash',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    TERM: 'dumb',
    ...Object.fromEntries(
      Object.entries(userEnvironment()).filter(
        ([name]) => network.test(name) || name === 'PORT',
      ),
    ),
  };
}
