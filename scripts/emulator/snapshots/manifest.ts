import { z } from 'zod';

/** The second line of a snapshot: what is known about it without loading it. */
export const manifestSchema = z.object({
  savedAt: z.iso.datetime(),
  /** The run of the emulator that was saved. */
  sessionId: z.string(),
  versions: z.record(z.string(), z.string()),
  /** What the command that saved it noted. */
  labels: z.record(z.string(), z.string()),
  /** The number of items by `<region>/<table>`. */
  items: z.record(z.string(), z.number()),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** The automatic save, which `make local-up` continues with. */
export const autosaveName = 'autosave';

/** Starts the name of the state right after an apply; the stack's digest follows. */
export const appliedPrefix = 'applied-';
