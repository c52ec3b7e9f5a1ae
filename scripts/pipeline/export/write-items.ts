import { SandboxError } from '../../output/errors.ts';
import { correctItems, type SetAside } from '../set-aside.ts';
import { type Item, toPayments } from '../stored-payment.ts';
import type { exportFormats } from './formats.ts';
import type { ExportWriter } from './writer.ts';

/** Writes the payments among the items that the format can hold. Returns their number. */
export function writeItems(
  items: readonly Item[],
  writer: ExportWriter,
  setAside: SetAside,
): number {
  const payments = toPayments(items, setAside).filter((payment) => {
    const problem = writer.findProblem?.(payment);
    if (problem !== undefined) {
      setAside.add(payment, problem);
    }
    return problem === undefined;
  });
  writer.write(payments);
  return payments.length;
}

/** An export that lacks items is usable, but never passes for a complete one. */
export function explainLeftOut(
  setAside: SetAside,
  written: number,
  format: keyof typeof exportFormats,
): SandboxError {
  const csv =
    format === 'parquet' ? '; `FORMAT=csv` holds an amount of any size' : '';
  return new SandboxError(
    `${setAside.count} of ${setAside.count + written} items were left out of the export.`,
    {
      why: setAside.describe(),
      next: `${correctItems}, then \`make export\` again${csv}`,
    },
  );
}
