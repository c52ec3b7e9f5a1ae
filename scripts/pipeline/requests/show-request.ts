import { type OptionValues, oneOf, pattern } from '../../cli/options.ts';
import type { EmulatorAccess } from '../../emulator/clients.ts';
import { SandboxError } from '../../output/errors.ts';
import { print, printStyled } from '../../output/log.ts';
import { standardOutput } from '../log/format.ts';
import { formatRequest } from './format-request.ts';
import { readRequest, readRequestAs, readRequests } from './read.ts';

export const requestOptions = {
  ID: pattern(
    /^[\da-f-]{1,36}$/i,
    'a request id, or the first characters of one',
  ).optional(),
  FORMAT: oneOf(['text', 'json', 'otlp']).default('text'),
};

/** Prints one request with its calls and log: the newest unless ID names one. */
export async function showRequest(
  emulator: EmulatorAccess,
  account: string,
  { ID, FORMAT }: OptionValues<typeof requestOptions>,
): Promise<void> {
  const id = ID ?? (await newestId(emulator, account));
  if (FORMAT === 'text') {
    const attempts = await readRequest(emulator, id);
    printStyled(formatRequest(attempts, standardOutput()));
  } else {
    const document = await readRequestAs(emulator, id, FORMAT);
    print(JSON.stringify(document, null, 2));
  }
}

async function newestId(
  emulator: EmulatorAccess,
  account: string,
): Promise<string> {
  const { requests } = await readRequests(emulator, { account, limit: 1 });
  if (!requests[0]) {
    throw new SandboxError('No request is recorded.', {
      why: 'Requests are recorded from the start of the emulator, and only in its memory.',
      next: '`make invoke COUNT=3`, then the same command again',
    });
  }
  return requests[0].id;
}
