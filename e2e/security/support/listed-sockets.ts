import { readFileSync } from 'node:fs';
import { lexer, type Tokens } from 'marked';
import { inRepository } from '../../../scripts/system/paths.ts';

/** The sockets of one engine in the table of docs/security.md. */
export function readListedSockets(engine: string): string[] {
  const text = readFileSync(inRepository('docs', 'security.md'), 'utf8');
  const table = lexer(text).find(
    (token): token is Tokens.Table =>
      token.type === 'table' && token.header[0]?.text === 'engine',
  );
  if (!table) {
    throw new Error('docs/security.md has no table that starts with `engine`.');
  }
  return table.rows
    .map((row) => row.map(({ text }) => text.replaceAll('`', '')))
    .filter(([of]) => of === engine)
    .map(([, process, address]) => `${process} ${address}`)
    .sort();
}
