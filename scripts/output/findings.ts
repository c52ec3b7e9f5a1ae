import { styleText } from 'node:util';
import { SandboxError } from './errors.ts';
import { printableLines } from './printable.ts';

/** What one check of `make doctor` found. */
export interface Finding {
  /** `found`: fine. `missing`, `wrong`: needs its mend. `note`: good to know. */
  state: 'found' | 'missing' | 'wrong' | 'note';
  /** What was looked at, for example `Python`. */
  subject: string;
  /** What was found, with its value. */
  detail: string;
  /** The command that mends it. */
  mend?: string;
}

export type Check = () => Promise<Finding | Finding[]>;

const marks = {
  found: styleText('green', '✔'),
  note: styleText('yellow', '!'),
  missing: styleText('red', '✘'),
  wrong: styleText('red', '✘'),
};

/** Prints what was found. @throws SandboxError with every mend, if any. */
export function reportFindings(findings: Finding[]): void {
  process.stdout.write(findings.map(formatFinding).join(''));
  const open = findings.filter(({ mend }) => mend !== undefined);
  if (open.length > 0) {
    throw new SandboxError(
      `${open.length} of ${findings.length} findings need a mend.`,
      { next: open.map(({ mend }) => mend).join('\n      ') },
    );
  }
}

function formatFinding({ state, subject, detail, mend }: Finding): string {
  const problem = state === 'missing' || state === 'wrong' ? `${state}: ` : '';
  const lines = [
    `${subject.padEnd(13)}  ${problem}${detail}`,
    ...(mend ? [`${' '.repeat(17)}Next: ${mend}`] : []),
  ];
  return `${marks[state]} ${printableLines(lines.join('\n'))}\n`;
}
