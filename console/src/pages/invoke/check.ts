import { config, fromJSONSchema } from 'zod';
import { type Field, isObject, type Variant } from './form.ts';
import { describeSchema, type JsonSchema } from './json-schema.ts';

// The page's content security policy forbids code that is generated.
config({ jitless: true });

/** Messages by the name of the field, and those that belong to no field. */
export interface Findings {
  fields: Record<string, string>;
  general: string[];
}

/** What the function will reject, as far as its schema says it. */
export function check({ schema, fields }: Variant, payload: unknown): Findings {
  if (payload === undefined) {
    // What was typed is not JSON, and the page says so itself.
    return { fields: {}, general: [] };
  }
  if (!isObject(payload)) {
    return {
      fields: {},
      general: [`Expected an object, got ${show(payload)}.`],
    };
  }
  const problems = fields.flatMap((field): [string, string][] => {
    const message = checkField(field, payload[field.name]);
    return message === undefined ? [] : [[field.name, message]];
  });
  const names = fields.map(({ name }) => name);
  const unknown =
    schema.additionalProperties === false
      ? Object.keys(payload).filter((name) => !names.includes(name))
      : [];
  return {
    fields: Object.fromEntries(problems),
    general: unknown.map(
      (name) => `Unexpected field ${name}. Expected only ${names.join(', ')}.`,
    ),
  };
}

function checkField(
  { isRequired, schema }: Field,
  value: unknown,
): string | undefined {
  if (value === undefined) {
    return isRequired ? `Required: ${describeSchema(schema)}.` : undefined;
  }
  return satisfies(schema, value)
    ? undefined
    : `Expected ${describeSchema(schema)}, got ${show(value)}.`;
}

function satisfies(schema: JsonSchema, value: unknown): boolean {
  return fromJSONSchema(
    schema as Parameters<typeof fromJSONSchema>[0],
  ).safeParse(value).success;
}

const shownCharacters = 60;

function show(value: unknown): string {
  const text = JSON.stringify(value);
  const shown =
    text.length > shownCharacters ? `${text.slice(0, shownCharacters)}…` : text;
  return `${shown} (${typeOf(value)})`;
}

function typeOf(value: unknown): string {
  if (value === null) {
    return 'null';
  }
  return Array.isArray(value) ? 'array' : typeof value;
}
