import { AwsClient } from 'aws4fetch';
import type { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { parseJson } from '../system/json.ts';
import { sandboxAccountId } from './accounts.ts';
import { clientSettings, type EmulatorAccess } from './clients.ts';

/** Calls a route of the emulator that is no AWS API, signed like one. */
export function callSandbox(
  access: EmulatorAccess,
  path: string,
  request: RequestInit = {},
): Promise<Response> {
  const { endpoint, region, credentials } = clientSettings(access, {
    region: 'us-east-1',
    accountId: sandboxAccountId,
  });
  const client = new AwsClient({
    ...credentials,
    region,
    service: 'sandbox',
    // A second try would hide that the first one failed.
    retries: 0,
  });
  return client.fetch(`${endpoint}${path}`, request);
}

/** @throws SandboxError unless the emulator's extension responded as this checkout's does. */
export async function readSandboxResponse<T>(
  response: Response,
  schema: z.ZodType<T>,
): Promise<T> {
  const text = await response.text();
  const { pathname } = new URL(response.url);
  const next =
    '`make local-down`, then `make local-up`, which loads the extension of this checkout';
  if (!response.ok) {
    throw new SandboxError(
      `The emulator responded ${response.status} to ${pathname}.`,
      { why: text, next },
    );
  }
  const what = `The emulator's response to ${pathname} cannot be read.`;
  return parseJson(text, schema, { what, next });
}
