import { expect } from 'vitest';
import { make, type Outcome, type StandIn } from './stand-in.ts';
import { countWrites } from './writes.ts';

/** Somebody who promotes, with the keys of the first of these accounts. */
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
  ): Promise<Outcome> {
    const environment = { ...this.#environment, ...more };
    const outcome = await make(folder, target, environment);
    this.shown.push(outcome.output);
    return outcome;
  }

  /** Sees a command fail with these words, and without a call that changes. */
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
