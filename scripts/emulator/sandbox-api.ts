import { AwsClient } from 'aws4fetch';
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
