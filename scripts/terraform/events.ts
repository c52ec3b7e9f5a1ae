import { z } from 'zod';
import { note, warn } from '../output/log.ts';
import { excerpt } from '../system/json.ts';

const diagnosticSchema = z.object({
  severity: z.string(),
  summary: z.string(),
  detail: z.string(),
  /** The resource concerned, if any. */
  address: z.string().exactOptional(),
});

/** An error or warning of Terraform's machine-readable output. */
export type Diagnostic = z.infer<typeof diagnosticSchema>;

/** The events that are read; Terraform prints many others. */
const eventSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('diagnostic'), diagnostic: diagnosticSchema }),
  z.object({
    type: z.literal('change_summary'),
    changes: z.object({
      add: z.number(),
      change: z.number(),
      remove: z.number(),
    }),
  }),
  z.object({
    type: z.literal('apply_complete'),
    hook: z.object({
      action: z.string(),
      elapsed_seconds: z.number().default(0),
      resource: z.object({ addr: z.string() }),
    }),
  }),
]);

const typeSchema = z.object({
  type: z.enum(eventSchema.options.map(({ shape }) => shape.type.value)),
});

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
    if (event?.type === 'diagnostic' && event.diagnostic.severity === 'error') {
      this.errors.push(event.diagnostic);
    } else if (event?.type === 'change_summary') {
      const { add, change, remove } = event.changes;
      this.changes = add + change + remove;
    } else if (event?.type === 'apply_complete') {
      const { action, resource, elapsed_seconds } = event.hook;
      const participle = pastTense[action];
      if (participle) {
        const seconds = elapsed_seconds.toFixed(0);
        note(`  ${resource.addr} ${participle} (${seconds} s)`);
      }
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

/** Never throws: that would end Terraform in the middle of an apply. */
function parseEvent(line: string): z.infer<typeof eventSchema> | undefined {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    // Terraform prints a crash as plain text; it is part of the output.
    return undefined;
  }
  if (!typeSchema.safeParse(content).success) {
    return undefined;
  }
  const { data, error } = eventSchema.safeParse(content);
  if (error) {
    warn(
      `This checkout cannot read a line of Terraform's output: \`${excerpt(line)}\`. ${z.prettifyError(error)}`,
    );
  }
  return data;
}
