/** What is wrong with a name, before the server says it. */
export function problemOfName(name: string): string | undefined {
  return /^[a-z\d][a-z\d-]{0,63}$/.test(name)
    ? undefined
    : 'Expected lower-case letters, digits and hyphens, such as before-load.';
}
