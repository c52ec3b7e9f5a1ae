import { decimal, json, type OptionValues } from '../cli/options.ts';
import { SandboxError } from '../output/errors.ts';

export const payloadOptions = {
  // The function validates the range.
  COUNT: decimal().optional(),
  PAYLOAD: json().optional(),
};

/**
 * The JSON text to send: PAYLOAD as typed, or COUNT payments, or three.
 *
 * @param command as typed, such as `make invoke`.
 */
export function toPayload(
  { PAYLOAD, COUNT }: OptionValues<typeof payloadOptions>,
  command: string,
): string {
  if (PAYLOAD !== undefined && COUNT !== undefined) {
    throw new SandboxError('PAYLOAD and COUNT were both given.', {
      next: `choose one, as in \`${command} COUNT=3\``,
    });
  }
  return PAYLOAD ?? JSON.stringify({ count: COUNT ?? 3 });
}
