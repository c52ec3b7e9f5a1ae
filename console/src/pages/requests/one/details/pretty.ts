/** JSON with indentation; any other text, and JSON that was cut, as it is. */
export function prettyJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
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
