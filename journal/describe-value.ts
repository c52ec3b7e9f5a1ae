const longestText = 80;

/** Echoes a value with its type: `"12"` (string), `null` (null). */
export function describeValue(value: unknown): string {
  const text =
    typeof value === 'number' ? String(value) : JSON.stringify(value);
  const echo =
    text?.length > longestText ? `${text.slice(0, longestText)}…` : text;
  return `\`${echo}\` (${nameType(value)})`;
}

function nameType(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}
