import { expect } from 'vitest';
import { localEnvironment } from '../../scripts/system/environment.ts';
import { type MakeResult, startMake } from '../support/make.ts';
import type { StandIn } from './stand-in.ts';
import { countWrites } from './writes.ts';

/** An operator who promotes, with the keys of the first of these accounts. */
export class Operator {
  /** Everything that the commands printed. */
  readonly shown: string[] = [];
  readonly #folder: string;
  readonly #standIn: StandIn;
  readonly #accounts: string[];
  readonly #environment: Record<string, string>;

  constructor(folder: string, standIn: StandIn, accounts: string[]) {
    const [account = ''] = accounts;
    this.#folder = folder;
    this.#standIn = standIn;
    this.#accounts = accounts;
    this.#environment = {
      ...localEnvironment(),
      ENV: 'dev',
      SANDBOX_AWS_STAND_IN_ENDPOINT: standIn.endpoint,
      AWS_ACCESS_KEY_ID: account,
      AWS_SECRET_ACCESS_KEY: standIn.secretAccessKey,
      CONFIRM: account,
    };
  }

  async run(
    target: string,
    more: Record<string, string> = {},
    folder = this.#folder,
  ): Promise<MakeResult> {
    const environment = { ...this.#environment, ...more };
    const outcome = await startMake(folder, [target], environment).ended;
    this.shown.push(outcome.output);
    return outcome;
  }

  /** Expects a command to fail with these messages, and to change nothing. */
  async expectRefusal(
    target: string,
    words: string[],
    more: Record<string, string> = {},
  ): Promise<void> {
    const before = await this.countWrites();

    const { exitCode, output } = await this.run(target, more);

    expect(exitCode, output).not.toBe(0);
    for (const text of [...words, '\nNext: ']) {
      expect(output).toContain(text);
    }
    expect(await this.countWrites()).toBe(before);
  }

  countWrites(): Promise<number> {
    return countWrites(this.#standIn, this.#accounts);
  }
}
