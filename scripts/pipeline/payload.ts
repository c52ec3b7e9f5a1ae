import { SandboxError } from '../output/errors.ts';

/** The JSON text to send: PAYLOAD as it is, else COUNT, else three payments. */
export function readPayload({ PAYLOAD, COUNT }: NodeJS.ProcessEnv): string {
  if (PAYLOAD && COUNT) {
    throw new SandboxError('PAYLOAD and COUNT were both given.', {
      next: 'choose one, as in `make invoke COUNT=3`',
    });
  }
  if (PAYLOAD) {
    assertJson(PAYLOAD);
    return PAYLOAD;
  }
  // The function itself knows the range, and says so.
  if (COUNT && !/^-?\d+(\.\d+)?$/.test(COUNT)) {
    throw new SandboxError(
      `Expected \`COUNT\` to be a number, got \`${COUNT}\`.`,
      { next: '`make invoke COUNT=3`' },
    );
  }
  return JSON.stringify({ count: Number(COUNT || 3) });
}

function assertJson(text: string): void {
  try {
    JSON.parse(text);
  } catch (cause) {
    throw new SandboxError('PAYLOAD is not JSON.', {
      why: `${String(cause)} in: ${text}`,
      next: `\`make invoke PAYLOAD='{"count":3}'\``,
      cause,
    });
  }
}
