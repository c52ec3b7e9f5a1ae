/**
 * Characters that a terminal would interpret, or not show: control characters,
 * format characters such as a change of the writing direction, line separators
 * and unassigned code points.
 */
const unprintable = /[\p{Cc}\p{Cf}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu;

const shortEscapes: Record<string, string> = {
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
};

/** Untrusted text as one line, with its control characters shown as `\x1b[31m`. */
export function printable(text: string): string {
  return text.replace(unprintable, toEscape);
}

/** The same for text of several lines, whose line breaks are kept. */
export function printableLines(text: string): string {
  return text.split('\n').map(printable).join('\n');
}

function toEscape(character: string): string {
  return shortEscapes[character] ?? character.split('').map(toHex).join('');
}

/** From 0x7f on as in JSON, so that a log line of JSON can still be parsed. */
function toHex(unit: string): string {
  const hex = unit.charCodeAt(0).toString(16);
  return unit < ' '
    ? `\\x${hex.padStart(2, '0')}`
    : `\\u${hex.padStart(4, '0')}`;
}
