import { printable } from '../output/printable.ts';

const shownDifferences = 4;
const shownCharacters = 40;

/** The values of a response by path; the length of a list counts as a value. */
function valuesOf(payload: unknown, at = ''): Map<string, string> {
  const inside = (key: string, value: unknown) =>
    valuesOf(value, at === '' ? key : `${at}.${key}`);
  if (Array.isArray(payload)) {
    return new Map([
      [at, `${payload.length} items`],
      ...payload.flatMap((value, index) => [...inside(String(index), value)]),
    ]);
  }
  if (typeof payload === 'object' && payload !== null) {
    return new Map(
      Object.entries(payload).flatMap(([key, value]) => [
        ...inside(key, value),
      ]),
    );
  }
  return new Map([[at, JSON.stringify(payload) ?? 'undefined']]);
}

/** `payment_ids.*` for each item of a list. */
const withoutIndexes = (path: string) => path.replace(/\.\d+(?=\.|$)/g, '.*');

/** Paths whose values differ between two responses of the same code, such as ids and times. */
export function findVolatile(one: unknown, other: unknown): Set<string> {
  const [left, right] = [valuesOf(one), valuesOf(other)];
  return new Set(
    [...left.keys()]
      .filter((path) => left.get(path) !== right.get(path))
      .map(withoutIndexes),
  );
}

/** What is different in a response, in a few words; '' if nothing is. */
export function describeDifference(
  before: unknown,
  now: unknown,
  ignored: ReadonlySet<string>,
): string {
  const [left, right] = [valuesOf(before), valuesOf(now)];
  const differences = [...new Set([...left.keys(), ...right.keys()])]
    .filter((path) => left.get(path) !== right.get(path))
    .filter((path) => !ignored.has(withoutIndexes(path)))
    .map((path) => {
      const [old, value] = [left.get(path), right.get(path)];
      if (old === undefined) {
        return `+ ${path} ${shorten(value)}`;
      }
      return value === undefined
        ? `- ${path}`
        : `${path} ${shorten(old)} → ${shorten(value)}`;
    });
  const more = differences.length - shownDifferences;
  return [
    ...differences.slice(0, shownDifferences),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join(', ');
}

function shorten(value = ''): string {
  const text = printable(value);
  return text.length > shownCharacters
    ? `${text.slice(0, shownCharacters)}…`
    : text;
}
