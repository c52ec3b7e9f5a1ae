/** The value below which the fraction `rank` (0 to 1) of the samples lies. */
export function percentile(samples: number[], rank: number): number {
  const sorted = samples.toSorted((left, right) => left - right);
  const index = Math.ceil(rank * sorted.length) - 1;
  return sorted[Math.max(index, 0)] ?? Number.NaN;
}
