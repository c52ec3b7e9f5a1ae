import { readFileSync, renameSync, writeFileSync } from 'node:fs';

/** One source file of a copied checkout, which a test edits. */
export class Source {
  readonly file: string;
  readonly #original: string;

  constructor(file: string) {
    this.file = file;
    this.#original = readFileSync(file, 'utf8');
  }

  get text(): string {
    return this.#original;
  }

  /** The original with one text replaced. @param atomically as vim saves. */
  replace(from: string, to: string, { atomically = false } = {}): void {
    if (!this.#original.includes(from)) {
      throw new Error(`${this.file} does not hold ${from}`);
    }
    const text = this.#original.replace(from, to);
    if (atomically) {
      writeFileSync(`${this.file}~`, text);
      renameSync(`${this.file}~`, this.file);
    } else {
      writeFileSync(this.file, text);
    }
  }

  empty(): void {
    writeFileSync(this.file, '');
  }

  restore(): void {
    writeFileSync(this.file, this.#original);
  }
}
