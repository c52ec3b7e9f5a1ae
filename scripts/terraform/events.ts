import { note } from '../output/log.ts';

/** An error or warning of Terraform's machine-readable output. */
export interface Diagnostic {
  severity: 'error' | 'warning';
  summary: string;
  detail: string;
  /** The resource concerned, if any. */
  address?: string;
}

interface TerraformEvent {
  type: string;
  diagnostic?: Diagnostic;
  hook?: {
    action: string;
    elapsed_seconds?: number;
    resource: { addr: string };
  };
  changes?: { add: number; change: number; remove: number };
}

const pastTense: Record<string, string> = {
  create: 'created',
  update: 'changed',
  delete: 'destroyed',
};

/**
 * Reads the lines of `terraform apply -json`: prints one line for each
 * resource that is done, and keeps errors and the number of changes.
 */
export class TerraformEvents {
  readonly errors: Diagnostic[] = [];
  changes = 0;

  readonly read = (line: string): void => {
    const event = parseEvent(line);
    if (event?.diagnostic?.severity === 'error') {
      this.errors.push(event.diagnostic);
    }
    if (event?.type === 'change_summary' && event.changes) {
      const { add, change, remove } = event.changes;
      this.changes = add + change + remove;
    }
    const action = event?.hook && pastTense[event.hook.action];
    if (event?.type === 'apply_complete' && event.hook && action) {
      const { resource, elapsed_seconds = 0 } = event.hook;
      note(`  ${resource.addr} ${action} (${elapsed_seconds.toFixed(0)} s)`);
    }
  };

  describeErrors(): string {
    return this.errors
      .map(({ summary, detail, address }) =>
        [address ? `${address}: ${summary}` : summary, detail]
          .filter(Boolean)
          .join('\n'),
      )
      .join('\n');
  }
}

function parseEvent(line: string): TerraformEvent | undefined {
  try {
    return JSON.parse(line) as TerraformEvent;
  } catch {
    // Terraform prints a crash as plain text; it is part of the output.
    return undefined;
  }
}
