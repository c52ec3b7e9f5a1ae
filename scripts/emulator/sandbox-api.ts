import { AwsClient } from 'aws4fetch';
import type { z } from 'zod';
import { SandboxError } from '../output/errors.ts';
import { parseJson } from '../system/json.ts';
import { sandboxAccountId } from './accounts.ts';
import { clientSettings, type EmulatorAccess } from './clients.ts';

/** The running emulator was started with an older version of the extension. */
export class OlderEmulatorError extends SandboxError {}

/**
 * Calls a route of the emulator that is no AWS API, signed like one.
 *
 * @throws OlderEmulatorError if the extension has no such route.
 */
export async function callSandbox(
  access: EmulatorAccess,
  path: string,
  request: RequestInit = {},
): Promise<Response> {
  const response = await sendSigned(access, path, request);
  if (path.startsWith('/_sandbox/') && (await isUnknownRoute(response))) {
    const { pathname } = new URL(response.url);
    throw new OlderEmulatorError(
      `The running emulator has no route ${pathname}.`,
      {
        why: 'It was started with an older version of the extension.',
        next: '`make local-up`, which replaces it',
      },
    );
  }
  return response;
}

function sendSigned(
  access: EmulatorAccess,
  path: string,
  request: RequestInit,
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

/**
 * LocalStack treats a route that it does not know as S3's, or, for a POST, as that
 * of the service in the signature. The extension's own errors are in JSON.
 */
async function isUnknownRoute(response: Response): Promise<boolean> {
  switch (response.status) {
    case 404:
      return !response.headers.get('Content-Type')?.includes('json');
    case 405:
      return true;
    case 500:
      return (await response.clone().text()).includes(
        "Unknown service: 'sandbox'",
      );
    default:
      return false;
  }
}

/** Lets a report say `older` in place of what an older emulator cannot tell. */
export async function unlessOlder<T>(
  reading: Promise<T>,
): Promise<T | 'older'> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof OlderEmulatorError) {
      return 'older';
    }
    throw error;
  }
}

/** The routes that this checkout's commands call. */
const routes = [
  '/_sandbox/autosave',
  '/_sandbox/faults',
  '/_sandbox/functions',
  '/_sandbox/iam/account',
  '/_sandbox/requests',
  '/_sandbox/snapshots/name',
  '/_sandbox/watched/account/region/name',
];

/**
 * Whether the emulator lacks a route that this checkout's commands call. Each is
 * called with a method that none accepts, so that none does any work.
 */
export async function isOlder(access: EmulatorAccess): Promise<boolean> {
  const responses = await Promise.all(
    routes.map((path) => sendSigned(access, path, { method: 'PATCH' })),
  );
  return responses.some(({ status }) => status !== 405);
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
