import type { LogLine } from '../../../../scripts/console/contract.ts';

/** Whether message or fields contain every word, in any case. */
export function containsText(
  { message, fields }: LogLine,
  text: string,
): boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return true;
  }
  const content =
    `${message} ${fields ? JSON.stringify(fields) : ''}`.toLowerCase();
  return words.every((word) => content.includes(word));
}
