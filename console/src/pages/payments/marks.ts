import type { PaymentRow } from '../../../../scripts/console/contract.ts';

export type Mark = PaymentRow['mark'];

interface MarkStyle {
  icon: string;
  tone: 'ok' | 'failed' | 'warning';
  means: string;
}

/** In the order of the list: lost payments first. */
export const marks: Record<Mark, MarkStyle> = {
  missing: {
    icon: '✘',
    tone: 'failed',
    means: 'in the journal, not in the table',
  },
  contradicted: {
    icon: '≠',
    tone: 'failed',
    means: 'in two journal objects, with different attributes',
  },
  mismatched: {
    icon: '≠',
    tone: 'failed',
    means: 'in journal and table, with different attributes',
  },
  duplicate: {
    icon: '2×',
    tone: 'warning',
    means: 'in the table a second time, with another created_at',
  },
  unexpected: {
    icon: '?',
    tone: 'warning',
    means: 'in the table, in no journal object',
  },
  stored: { icon: '✔', tone: 'ok', means: 'the same in journal and table' },
};

export const markNames = Object.keys(marks) as Mark[];

export const problemMarks = markNames.filter((mark) => mark !== 'stored');
