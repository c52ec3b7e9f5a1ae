/**
 * What an object of the function's never passes. An object that does is of
 * another writer, and small data may unpack to any size.
 */

/** A request makes no more. */
const highestLineCount = 10_000;

/** Twenty times what a payment needs. */
const longestLine = 4_096;

/** Seven times what 10,000 payments need. */
const longestText = 16 * 2 ** 20;

/** Gzip makes no text longer, but for a few bytes. */
const largestObject = longestText;

export function assertLineCount(count: number): void {
  if (count > highestLineCount) {
    throw new RangeError(
      `Expected at most ${highestLineCount} payments, got one more.`,
    );
  }
}

export function assertLine(line: string): void {
  if (line.length > longestLine) {
    throw new RangeError(
      `Expected a line of at most ${longestLine} characters, got a longer one.`,
    );
  }
}

/** @param characters of the unpacked text, as far as it is known. */
export function assertText(characters: number): void {
  if (characters > longestText) {
    throw new RangeError(
      `Expected at most ${longestText} characters unpacked, got more.`,
    );
  }
}

/** @param bytes that the bucket holds, asked before they are read. */
export function assertObjectSize(bytes: number): void {
  if (bytes > largestObject) {
    throw new RangeError(
      `Expected an object of at most ${largestObject} bytes, got ${bytes}.`,
    );
  }
}
