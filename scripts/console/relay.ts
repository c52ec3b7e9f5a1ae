import type { Context } from 'hono';
import { stream } from 'hono/streaming';

/**
 * Passes Server-Sent Events on unchanged, with the comments that show that they are
 * alive, until either side ends.
 *
 * @param open connects to the source; what it throws is the response.
 */
export async function relayEvents(
  context: Context,
  open: (signal: AbortSignal) => Promise<ReadableStream<Uint8Array>>,
): Promise<Response> {
  const closed = new AbortController();
  const source = await open(closed.signal);
  context.header('Content-Type', 'text/event-stream');
  return stream(
    context,
    async (output) => {
      output.onAbort(() => closed.abort());
      await output.pipe(source);
    },
    ended,
  );
}

/** The page connects again, and is told why that fails. */
export async function ended(): Promise<void> {}
