import { lexer, type Tokens } from 'marked';

/** A command in a Markdown file, and the output that the file shows. */
export interface Step {
  /** The command's line number, from 1. */
  line: number;
  command: string;
  /** Undefined if the file shows no output. */
  output?: string[];
}

/**
 * The commands in a Markdown file, in order: those in `sh` blocks, and those in
 * tables whose first column is headed `command`. A block without a language is
 * the output of the last command before it, unless a heading comes between.
 */
export function readSteps(markdown: string): Step[] {
  const steps: Step[] = [];
  let line = 1;
  let silent: Step | undefined;
  for (const token of lexer(markdown)) {
    if (token.type === 'heading') {
      silent = undefined;
    } else if (isCommandTable(token)) {
      steps.push(...stepsOfTable(token, line));
      silent = undefined;
    } else if (token.type === 'code' && token.lang === 'sh') {
      steps.push(...stepsOfBlock(token.text, line + 1));
      silent = steps.at(-1);
    } else if (token.type === 'code' && !token.lang && silent) {
      silent.output = token.text.split('\n');
      silent = undefined;
    }
    line += token.raw.split('\n').length - 1;
  }
  return steps;
}

function stepsOfBlock(text: string, firstLine: number): Step[] {
  const steps: Step[] = [];
  let isContinued = false;
  for (const [index, line] of text.split('\n').entries()) {
    const last = steps.at(-1);
    if (isContinued && last) {
      last.command += `\n${line}`;
    } else if (line.trim()) {
      steps.push({ line: firstLine + index, command: line });
    }
    isContinued = line.endsWith('\\');
  }
  return steps;
}

function isCommandTable(token: { type: string }): token is Tokens.Table {
  return (
    token.type === 'table' &&
    (token as Tokens.Table).header[0]?.text === 'command'
  );
}

/** A row may name several commands: variants, or the one that reverts it. */
function stepsOfTable({ rows }: Tokens.Table, firstLine: number): Step[] {
  const headLines = 2;
  return rows.flatMap((cells, row) =>
    cells
      .flatMap(({ tokens }) => tokens)
      .filter(
        (token): token is Tokens.Codespan =>
          token.type === 'codespan' && /^make /.test(token.text),
      )
      .map(({ text }) => ({
        line: firstLine + headLines + row,
        command: text,
      })),
  );
}
