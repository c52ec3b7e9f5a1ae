import type { JsonSchema } from './json-schema.ts';

/** One way to fill the payload: the fields of one object in the schema. */
export interface Variant {
  title: string;
  schema: JsonSchema;
  fields: Field[];
}

export interface Field {
  name: string;
  kind: 'number' | 'text' | 'choice' | 'json';
  isRequired: boolean;
  schema: JsonSchema;
}

export type Payload = Record<string, unknown>;

export function toVariants(schema: unknown): Variant[] {
  const root = (schema ?? {}) as JsonSchema;
  const objects = root.anyOf ?? root.oneOf ?? [root];
  return objects.map((each) => ({
    title: each.title ?? Object.keys(each.properties ?? {}).join(', '),
    schema: each,
    fields: Object.entries(each.properties ?? {}).map(([name, property]) => ({
      name,
      kind: kindOf(property),
      isRequired: each.required?.includes(name) ?? false,
      schema: property,
    })),
  }));
}

function kindOf({ type, enum: choices }: JsonSchema): Field['kind'] {
  if (choices) {
    return 'choice';
  }
  if (type === 'integer' || type === 'number') {
    return 'number';
  }
  return type === 'string' ? 'text' : 'json';
}

/**
 * The variant with the most fields of the payload; the preferred one if no other
 * has more.
 */
export function variantOf(
  variants: readonly Variant[],
  payload: unknown,
  preferred = 0,
): number {
  const names = isObject(payload) ? Object.keys(payload) : [];
  const known = variants.map(
    ({ fields }) => fields.filter(({ name }) => names.includes(name)).length,
  );
  const most = Math.max(...known);
  return known[preferred] === most ? preferred : known.indexOf(most);
}

export function isObject(value: unknown): value is Payload {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a field shows for a value; a value of another type as JSON. */
export function toFieldText(value: unknown): string {
  if (value === undefined) {
    return '';
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/**
 * The value of what was typed; undefined leaves the field out. Text that is not a
 * number stays text, so that the JSON shows it, and the check of the schema says it.
 */
export function fromFieldText({ kind, schema }: Field, text: string): unknown {
  if (text === '') {
    return undefined;
  }
  if (kind === 'text') {
    return text;
  }
  if (kind === 'choice') {
    return schema.enum?.find((choice) => toFieldText(choice) === text) ?? text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A copy with one field changed; undefined removes it. The order stays. */
export function withField(
  payload: unknown,
  name: string,
  value: unknown,
): Payload {
  const { [name]: before, ...others } = isObject(payload) ? payload : {};
  if (value === undefined) {
    return others;
  }
  return before === undefined
    ? { ...others, [name]: value }
    : { ...(payload as Payload), [name]: value };
}
