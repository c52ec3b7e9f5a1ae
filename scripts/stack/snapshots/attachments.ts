import type { Attachments } from '../../emulator/snapshots/api.ts';
import { readStackDigests, readStackFiles } from './stack-files.ts';

/** What is saved with the emulator's state: all that is known of its stacks. */
export function collectAttachments({
  sessionId,
}: {
  sessionId: string;
}): Attachments {
  return {
    labels: readStackDigests(sessionId),
    files: readStackFiles(sessionId),
  };
}
