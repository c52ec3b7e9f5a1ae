const token = /"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g;

/**
 * JSON with indentation; any other text, and JSON that was cut, as it is. Its
 * tokens stay as they are: JavaScript would round numbers and sort some keys.
 */
export function prettyJson(text: string): string {
  try {
    JSON.parse(text);
  } catch {
    return text;
  }
  let depth = 0;
  let last = '';
  return (text.match(token) ?? []).reduce((result, next) => {
    const isEnd = next === '}' || next === ']';
    depth -= isEnd ? 1 : 0;
    const between = separator(last, next, depth);
    depth += next === '{' || next === '[' ? 1 : 0;
    last = next;
    return result + between + next;
  }, '');
}

function separator(last: string, next: string, depth: number): string {
  const isEmpty = `${last}${next}` === '{}' || `${last}${next}` === '[]';
  if (last === ':') {
    return ' ';
  }
  const breaks = /^[{[,]$/.test(last) || /^[}\]]$/.test(next);
  return breaks && !isEmpty ? `\n${'  '.repeat(depth)}` : '';
}

/** `12 bytes`, or how much of it was recorded. */
export function describeSize(text: string, bytes?: number): string {
  const size = new TextEncoder().encode(text).length;
  return bytes !== undefined && size < bytes
    ? `cut: ${formatBytes(size)} of ${formatBytes(bytes)}`
    : formatBytes(size);
}

function formatBytes(bytes: number): string {
  return bytes < 10_240 ? `${bytes} bytes` : `${Math.round(bytes / 1024)} KiB`;
}
