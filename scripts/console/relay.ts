import type { Context } from 'hono';
import { stream } from 'hono/streaming';

/**
 * Passes Server-Sent Events on unchanged, with the comments that show that they are
 * alive, until either side ends.
 */
export function relayEvents(
  context: Context,
  source: ReadableStream<Uint8Array>,
): Response {
  context.header('Content-Type', 'text/event-stream');
  return stream(context, (output) => output.pipe(source), ended);
}

/** The page connects again, and is told why that fails. */
export async function ended(): Promise<void> {}
