import { styleText } from 'node:util';
import { SandboxError } from './errors.ts';
import { printableLines } from './printable.ts';

/** What one check of `make doctor` found. */
export interface Finding {
  /** `missing` and `error` need a fix; `info` does not. */
  status: 'ok' | 'missing' | 'error' | 'info';
  /** What was checked, for example `Python`. */
  name: string;
  /** What was found, with its value. */
  detail: string;
  /** The command that fixes it. */
  fix?: string;
}

export type Check = () => Promise<Finding | Finding[]>;

const marks = {
  ok: styleText('green', '✔'),
  info: styleText('yellow', '!'),
  missing: styleText('red', '✘'),
  error: styleText('red', '✘'),
};

export const findingFormats = ['text', 'json'] as const;

/** Prints the findings. @throws SandboxError that lists the fixes, if any check failed. */
export function reportFindings(
  findings: Finding[],
  format: (typeof findingFormats)[number] = 'text',
): void {
  process.stdout.write(
    format === 'json'
      ? `${JSON.stringify({ findings }, null, 2)}\n`
      : findings.map(formatFinding).join(''),
  );
  const failed = findings.filter(({ fix }) => fix !== undefined);
  if (failed.length > 0) {
    throw new SandboxError(
      `${failed.length} of ${findings.length} checks failed.`,
      { next: failed.map(({ fix }) => fix).join('\n      ') },
    );
  }
}

function formatFinding({ status, name, detail, fix }: Finding): string {
  const problem = ['missing', 'error'].includes(status) ? `${status}: ` : '';
  const lines = [
    `${name.padEnd(13)}  ${problem}${detail}`,
    ...(fix ? [`${' '.repeat(17)}Next: ${fix}`] : []),
  ];
  return `${marks[status]} ${printableLines(lines.join('\n'))}\n`;
}
