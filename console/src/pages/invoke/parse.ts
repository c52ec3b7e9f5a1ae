export type Parsed =
  | { isJson: true; value: unknown }
  | { isJson: false; message: string };

export function parsePayload(text: string): Parsed {
  try {
    return { isJson: true, value: JSON.parse(text) };
  } catch (error) {
    return { isJson: false, message: (error as SyntaxError).message };
  }
}

/** On one line, for a command; text that is not JSON as it is. */
export function compact(text: string): string {
  const parsed = parsePayload(text);
  return parsed.isJson ? JSON.stringify(parsed.value) : text;
}

/** With an indentation, for people; text that is not JSON as it is. */
export function indent(text: string): string {
  const parsed = parsePayload(text);
  return parsed.isJson ? JSON.stringify(parsed.value, null, 2) : text;
}
