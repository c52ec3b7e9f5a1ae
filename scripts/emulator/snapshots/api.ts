import { z } from 'zod';
import { SandboxError } from '../../output/errors.ts';
import { excerpt, parseJson } from '../../system/json.ts';
import type { EmulatorAccess } from '../clients.ts';
import { callSandbox, readSandboxResponse } from '../sandbox-api.ts';
import { type Manifest, manifestSchema } from './manifest.ts';

/** What a snapshot holds besides the emulator's state. */
export interface Attachments {
  labels: Record<string, string>;
  /** Texts by name, such as Terraform's state. */
  files: Record<string, string>;
}

const restoredSchema = z.object({
  manifest: manifestSchema,
  files: z.record(z.string(), z.string()),
});

export type Restored = z.infer<typeof restoredSchema>;

/** Saves the state at one point in time; requests wait meanwhile. */
export async function saveSnapshot(
  emulator: EmulatorAccess,
  name: string,
  attachments: Attachments,
): Promise<Manifest> {
  const response = await send(emulator, name, attachments);
  if (!response.ok) {
    throw new SandboxError(`Snapshot ${name} cannot be saved.`, {
      why: await readMessage(response),
      next: '`make status`, then the same command again',
    });
  }
  return readSandboxResponse(response, manifestSchema);
}

/** The emulator's state was not touched. */
export class SnapshotRefusedError extends SandboxError {}

/**
 * Replaces the emulator's whole state.
 *
 * @throws SnapshotRefusedError if it is damaged, of another version, or was not
 * made by this checkout.
 */
export async function restoreSnapshot(
  emulator: EmulatorAccess,
  name: string,
): Promise<Restored> {
  const response = await send(emulator, `${name}/restore`);
  if (response.ok) {
    return readSandboxResponse(response, restoredSchema);
  }
  const what = `Snapshot ${name} cannot be restored.`;
  const why = await readMessage(response);
  throw response.status === 409
    ? new SnapshotRefusedError(what, {
        why,
        next: `\`make snapshot-delete NAME=${name}\`; the emulator's state is unchanged`,
      })
    : new SandboxError(what, {
        why,
        next: '`make local-down`, then `make local-up`',
      });
}

const messageSchema = z.object({ message: z.string() });

/** The reason in a response that is an error. */
async function readMessage(response: Response): Promise<string> {
  const text = await response.text();
  return parseJson(text, messageSchema, {
    what: `The emulator responded ${response.status}: ${excerpt(text)}`,
    next: '`make local-down`, then `make local-up`',
  }).message;
}

/** What each automatic save will hold besides the emulator's state. */
export async function setAutosaveAttachments(
  emulator: EmulatorAccess,
  attachments: Attachments,
): Promise<void> {
  await putAutosave(emulator, attachments);
}

/** Until then nothing is saved, so an earlier save is still there to be restored. */
export async function startAutosave(
  emulator: EmulatorAccess,
  attachments: Attachments,
): Promise<void> {
  await putAutosave(emulator, { ...attachments, start: true });
}

const autosaveSchema = z.object({
  /** Whether `startAutosave` was called. */
  started: z.boolean(),
  seconds: z.number(),
  savedAt: z.iso.datetime().nullable(),
  /** Why the last save failed. */
  error: z.string().nullable(),
});

export type Autosave = z.infer<typeof autosaveSchema>;

export async function readAutosave(
  emulator: EmulatorAccess,
): Promise<Autosave> {
  const response = await callSandbox(emulator, '/_sandbox/autosave');
  return readSandboxResponse(response, autosaveSchema);
}

async function putAutosave(
  emulator: EmulatorAccess,
  body: object,
): Promise<void> {
  const response = await callSandbox(emulator, '/_sandbox/autosave', {
    method: 'PUT',
    body: JSON.stringify(body),
  });
  await readSandboxResponse(response, autosaveSchema);
}

function send(
  emulator: EmulatorAccess,
  path: string,
  body: object = {},
): Promise<Response> {
  return callSandbox(emulator, `/_sandbox/snapshots/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
  });
}
