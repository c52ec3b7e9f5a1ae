/** A key that is pressed later begins a new sequence. */
const timeoutMs = 1000;

/** Recognises `g r` in one key after the other. */
export class KeySequence {
  #pressed: string[] = [];
  #lastMs = 0;

  /** The sequence that this key completes. */
  press(
    key: string,
    nowMs: number,
    sequences: readonly string[],
  ): string | undefined {
    const before = nowMs - this.#lastMs > timeoutMs ? [] : this.#pressed;
    this.#lastMs = nowMs;
    // After `g`, another `g` or `j` that leads nowhere counts on its own.
    for (const keys of [[...before, key], [key]]) {
      const typed = keys.join(' ');
      if (sequences.includes(typed)) {
        this.#pressed = [];
        return typed;
      }
      if (sequences.some((each) => each.startsWith(`${typed} `))) {
        this.#pressed = keys;
        return undefined;
      }
    }
    this.#pressed = [];
    return undefined;
  }
}
