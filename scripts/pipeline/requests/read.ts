import { z } from 'zod';
import type { EmulatorAccess } from '../../emulator/clients.ts';
import {
  callSandbox,
  readSandboxResponse,
} from '../../emulator/sandbox-api.ts';
import { SandboxError } from '../../output/errors.ts';
import {
  type Attempt,
  listSchema,
  type RequestList,
  requestSchema,
  summarySchema,
} from './record.ts';

export const requestsPath = '/_sandbox/requests';

export const statuses = ['running', 'ok', 'failed', 'timeout'] as const;
export type StatusFilter = (typeof statuses)[number];

export interface Selection {
  status?: StatusFilter | undefined;
  account?: string | undefined;
  /** Only what was recorded after this one's `seq`. */
  after?: number | undefined;
  limit: number;
}

/** The newest requests first, one entry for each attempt. */
export async function readRequests(
  emulator: EmulatorAccess,
  { status, account, after, limit }: Selection,
): Promise<RequestList> {
  const query = new URLSearchParams({
    limit: String(limit),
    ...(status && { status }),
    ...(account && { account }),
    ...(after !== undefined && { after: String(after) }),
  });
  const response = await callSandbox(emulator, `${requestsPath}?${query}`);
  await assertRecording(response);
  return readSandboxResponse(response, listSchema);
}

/**
 * All attempts of a request, the oldest first.
 *
 * @param id a request id, or the first characters of one.
 */
export async function readRequest(
  emulator: EmulatorAccess,
  id: string,
): Promise<Attempt[]> {
  const response = await openRequest(emulator, id);
  const { attempts, ...newest } = await readSandboxResponse(
    response,
    requestSchema,
  );
  return attempts ?? [newest];
}

/** The request as the emulator writes it, or in OpenTelemetry's protocol. */
export async function readRequestAs(
  emulator: EmulatorAccess,
  id: string,
  format: 'json' | 'otlp',
): Promise<unknown> {
  const response = await openRequest(
    emulator,
    id,
    format === 'otlp' ? '?format=otlp' : '',
  );
  return readSandboxResponse(response, z.unknown());
}

export async function forgetRequests(emulator: EmulatorAccess): Promise<void> {
  const response = await callSandbox(emulator, requestsPath, {
    method: 'DELETE',
  });
  await assertRecording(response);
  if (!response.ok) {
    await readSandboxResponse(response, z.unknown());
  }
}

async function openRequest(
  emulator: EmulatorAccess,
  id: string,
  query = '',
): Promise<Response> {
  const response = await callSandbox(
    emulator,
    `${requestsPath}/${encodeURIComponent(id)}${query}`,
  );
  await assertRecording(response);
  if (response.status === 404) {
    throw await explainUnknown(response, id);
  }
  if (response.status === 409) {
    throw await explainAmbiguous(response, id);
  }
  return response;
}

const offSchema = z.object({ recording: z.literal(false) });

/** @throws SandboxError if the emulator was told to record nothing. */
export async function assertRecording(response: Response): Promise<void> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => undefined);
  if (response.status === 404 && offSchema.safeParse(body).success) {
    throw new SandboxError('This emulator records no requests.', {
      why: 'It was started with SANDBOX_TRACE=0.',
      next: '`make stop`, then `make local-up` without SANDBOX_TRACE=0',
    });
  }
}

/** No recorded request has the id. */
export class NoSuchRequestError extends SandboxError {}

const unknownSchema = z.object({ message: z.string(), dropped: z.number() });

async function explainUnknown(
  response: Response,
  id: string,
): Promise<SandboxError> {
  const { data } = unknownSchema.safeParse(await response.clone().json());
  if (!data) {
    // Not our route: another version of the extension is loaded.
    await readSandboxResponse(response, z.unknown());
  }
  const dropped = data?.dropped ?? 0;
  return new NoSuchRequestError(`No recorded request starts with ${id}.`, {
    why:
      dropped > 0
        ? `${dropped} older requests were dropped to make room; the log still has them.`
        : 'Requests are recorded from the start of the emulator, and only in its memory.',
    next: `\`make requests\` lists them; \`make logs REQUEST=${id}\` searches the log`,
  });
}

const ambiguousSchema = z.object({ matches: z.array(summarySchema) });

async function explainAmbiguous(
  response: Response,
  id: string,
): Promise<SandboxError> {
  const { matches } = ambiguousSchema.parse(await response.json());
  const shown = matches.slice(0, 10).map((match) => match.id);
  const more = matches.length - shown.length;
  return new SandboxError(`${matches.length} requests start with ${id}.`, {
    why: [...shown, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'),
    next: `\`make request ID=${shown[0]}\``,
  });
}
