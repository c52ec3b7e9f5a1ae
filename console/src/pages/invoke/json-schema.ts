/** The parts of JSON Schema that a form can show. */
export interface JsonSchema {
  type?: string | string[];
  title?: string;
  description?: string;
  default?: unknown;
  enum?: unknown[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  pattern?: string;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean | JsonSchema;
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
}

/** What completes "Expected …": `an integer from 1 to 10,000`. */
export function describeSchema(schema: JsonSchema): string {
  if (schema.enum) {
    return `one of ${schema.enum.map(String).join(', ')}`;
  }
  const { type, minimum, maximum, minLength, maxLength, pattern } = schema;
  if (type === 'integer' || type === 'number') {
    const noun = type === 'integer' ? 'an integer' : 'a number';
    return `${noun}${range(minimum, maximum)}`;
  }
  if (type === 'string') {
    const length = range(minLength, maxLength).replace('from', 'of');
    const characters = length && `${length} characters`;
    return `text${characters}${pattern === undefined ? '' : ` that matches ${pattern}`}`;
  }
  return typeof type === 'string' ? `a value of type ${type}` : 'another value';
}

function range(min: number | undefined, max: number | undefined): string {
  const [from, to] = [min, max].map((limit) => limit?.toLocaleString('en'));
  if (from !== undefined && to !== undefined) {
    return ` from ${from} to ${to}`;
  }
  if (from !== undefined) {
    return ` from ${from}`;
  }
  return to === undefined ? '' : ` up to ${to}`;
}
