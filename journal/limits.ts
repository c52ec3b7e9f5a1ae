/**
 * Limits that no object written by the function exceeds. They protect readers
 * from foreign objects: a few bytes of gzip can decompress to any size.
 */

/** The largest count that a request may have. */
const maxLineCount = 10_000;

/** Twenty times the length of a payment. */
const maxLineLength = 4_096;

/** Seven times the length of 10,000 payments. */
const maxTextLength = 16 * 2 ** 20;

/** Gzip never makes data larger, except for a few bytes. */
const maxObjectBytes = maxTextLength;

export function assertLineCount(count: number): void {
  if (count > maxLineCount) {
    throw new RangeError(
      `Expected at most ${maxLineCount} payments, got more.`,
    );
  }
}

export function assertLine(line: string): void {
  if (line.length > maxLineLength) {
    throw new RangeError(
      `Expected a line of at most ${maxLineLength} characters, got a longer one.`,
    );
  }
}

/** @param characters of decompressed text so far. */
export function assertText(characters: number): void {
  if (characters > maxTextLength) {
    throw new RangeError(
      `Expected at most ${maxTextLength} characters decompressed, got more.`,
    );
  }
}

/** @param bytes in the object, as S3 reports before any of them is read. */
export function assertObjectSize(bytes: number): void {
  if (bytes > maxObjectBytes) {
    throw new RangeError(
      `Expected an object of at most ${maxObjectBytes} bytes, got ${bytes}.`,
    );
  }
}
