import { lexer, walkTokens } from 'marked';

/** The targets that a Makefile documents. */
export function targetsOfMakefile(text: string): Set<string> {
  return find(text, /^([a-z0-9-]+):.*## /gm);
}

/** The targets named in a Markdown file's code, inline or in blocks. */
export function targetsOfMarkdown(text: string): Set<string> {
  const code: string[] = [];
  walkTokens(lexer(text), (token) => {
    if (token.type === 'code' || token.type === 'codespan') {
      code.push(token.text);
    }
  });
  return targetsOfCommands(code.join('\n'));
}

/** The targets that a shell script or a workflow runs. */
export function targetsOfScript(text: string): Set<string> {
  // Comments and messages mention targets that they don't run.
  return targetsOfCommands(
    text.replace(/^ *#.*$/gm, '').replace(/'[^'\n]*'/g, "''"),
  );
}

function targetsOfCommands(text: string): Set<string> {
  // `make` is also the name of a Debian package.
  const commands = text.replace(/^.*apt-get.*$/gm, '');
  return find(commands, /\bmake(?: -s)?(?: [A-Z]+=\S+)* ([a-z][a-z0-9-]*)/g);
}

function find(text: string, pattern: RegExp): Set<string> {
  return new Set([...text.matchAll(pattern)].map(([, name = '']) => name));
}
