/** Values that differ between runs are compared only by their shape. */
const shapes = [
  /\d{4}-\d\d-\d\dT[\d:.]+Z/, // a time
  /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/, // an id
  /127\.0\.0\.1:\d+/,
  /\d+(?= passed)/,
  /pid \d+/,
  /\d[\d,]*(?:\.\d+)? (?:ms|s|min|MB|payments\/s)\b/, // a measurement
  /\d[\d,]*(?:\.\d+)? +[A-Z]{3}\b/, // an amount
  /\d[\d,]*\.\d+/,
  /─+/, // a rule is as wide as its column
  /\bmerchant-\d{4}\b/,
  /\b(?:authorized|captured|declined|disputed|refunded)\b/,
];
const anyShape = new RegExp(
  shapes.map(({ source }) => `(${source})`).join('|'),
  'g',
);

/** Stands for any number of lines, or for anything inside a line. */
const ellipsis = '…';

export interface Mismatch {
  /** The first line that was not printed where it should be. */
  expected: string;
  /** The output from that point. */
  actual: string;
}

/** Compares a command's output with the output that a document shows. */
export function findMismatch(
  expected: string[],
  printed: string[],
): Mismatch | undefined {
  const text = printed.map((line) => `${line.trimEnd()}\n`).join('');
  let rest = text;
  for (const [index, line] of expected.entries()) {
    const match = startPattern(expected.slice(0, index + 1)).exec(text);
    if (!match) {
      return { expected: line, actual: rest };
    }
    rest = text.slice(match[0].length);
  }
  return wholePattern(expected).test(text)
    ? undefined
    : { expected: 'no more lines', actual: rest };
}

function startPattern(lines: string[]): RegExp {
  return new RegExp(`^${lines.map(patternOf).join('')}`);
}

function wholePattern(lines: string[]): RegExp {
  return new RegExp(`${startPattern(lines).source}$`);
}

function patternOf(line: string): string {
  if (line.trim() === ellipsis) {
    return '(?:.*\\n)*?';
  }
  let pattern = '';
  let from = 0;
  for (const match of line.matchAll(anyShape)) {
    const shape = shapes[match.slice(1).findIndex((part) => part)];
    pattern += literal(line.slice(from, match.index)) + shape?.source;
    from = match.index + match[0].length;
  }
  return `${pattern}${literal(line.slice(from))}\\n`;
}

function literal(text: string): string {
  return text
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
    .replaceAll(ellipsis, '.*')
    .replace(/ +/g, ' +');
}
