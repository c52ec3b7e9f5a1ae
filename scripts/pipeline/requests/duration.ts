/** `…` for what is not over. */
export function formatMs(durationMs: number | null): string {
  if (durationMs === null) {
    return '…';
  }
  return Math.abs(durationMs) < 10_000
    ? `${Math.round(durationMs)} ms`
    : `${(durationMs / 1000).toFixed(1)} s`;
}
