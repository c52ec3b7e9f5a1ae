import type {
  PolicyDocument,
  PolicyStatement,
  PrincipalElement,
} from './policy-language.ts';

type Json = Record<string, unknown>;

/** Reads a policy as AWS accepts it: a single value may stand for a list of one. */
export function readDocument(text: string): PolicyDocument {
  const { Statement, ...rest } = JSON.parse(text) as Json;
  return { ...rest, Statement: [Statement].flat().map(readStatement) };
}

function readStatement(statement: unknown): PolicyStatement {
  const read = Object.entries(statement as Json).map(([element, value]) => {
    if (element === 'Condition') {
      return [element, mapValues(value as Json, (tests) => listValues(tests))];
    }
    if (/Principal$/.test(element)) {
      return [element, value === '*' ? '*' : listValues(value)];
    }
    return [element, /^(Sid|Effect)$/.test(element) ? value : listOf(value)];
  });
  return Object.fromEntries(read);
}

function listValues(value: unknown): Exclude<PrincipalElement, '*'> {
  return mapValues(value as Json, listOf);
}

function mapValues<T>(
  value: Json,
  change: (value: unknown) => T,
): Record<string, T> {
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, change(each)]),
  );
}

function listOf(value: unknown): string[] {
  return [value].flat().map(String);
}
