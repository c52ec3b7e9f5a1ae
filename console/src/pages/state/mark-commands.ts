/** Puts each make command of a sentence between backticks, as `Next` takes them. */
export function markCommands(text: string): string {
  return text.includes('`')
    ? text
    : text.replace(/\bmake [a-z-]+(?: [A-Z_]+=[^\s,;]+)*/g, '`$&`');
}
