import { z } from 'zod';
import type { EmulatorAccess } from '../../emulator/clients.ts';
import {
  callSandbox,
  readSandboxResponse,
} from '../../emulator/sandbox-api.ts';
import { SandboxError } from '../../output/errors.ts';
import { parseJson } from '../../system/json.ts';
import { assertRecording, requestsPath } from './read.ts';
import { type RequestSummary, summarySchema } from './record.ts';
import { eventsIn } from './server-sent-events.ts';

/** Longer than between the comments of an emulator with nothing to tell. */
const silenceMs = 40_000;

/** Each attempt when it starts and again when it has ended, without an end. */
export async function* followRequests(
  emulator: EmulatorAccess,
): AsyncGenerator<RequestSummary> {
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(), silenceMs);
  const { signal } = silent;
  try {
    const stream = await openRequestStream(emulator, { signal });
    for await (const data of eventsIn(stream, () => timer.refresh())) {
      yield parseJson(data, summarySchema, {
        what: "The emulator's report of a request cannot be read.",
        next: '`make local-down`, then `make local-up`',
      });
    }
  } catch (error) {
    if (error instanceof SandboxError) {
      throw error;
    }
    throw closed(signal.aborted ? 'It was silent for 40 s.' : stopped, error);
  } finally {
    clearTimeout(timer);
  }
  throw closed(stopped);
}

/** The stream as the emulator sends it, in the format of Server-Sent Events. */
export async function openRequestStream(
  emulator: EmulatorAccess,
  request: RequestInit = {},
): Promise<ReadableStream<Uint8Array>> {
  const response = await callSandbox(
    emulator,
    `${requestsPath}/stream`,
    request,
  );
  if (!response.ok || !response.body) {
    await assertRecording(response);
    // Not our route: another version of the extension is loaded.
    await readSandboxResponse(response, z.never());
  }
  return response.body ?? new ReadableStream();
}

const stopped = 'It has stopped, or was replaced.';

function closed(why: string, cause?: unknown): SandboxError {
  return new SandboxError('The emulator no longer reports requests.', {
    why,
    next: '`make status`',
    cause,
  });
}
