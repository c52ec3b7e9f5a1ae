const minuteS = 60;
const dayS = 86_400;

/** A time in UTC, as exactly as the distance to the next one needs. */
export function formatTick(seconds: number, stepS: number): string {
  const text = new Date(seconds * 1000).toISOString();
  if (stepS >= dayS) {
    return text.slice(5, 10);
  }
  return stepS < minuteS ? text.slice(11, 19) : text.slice(11, 16);
}
