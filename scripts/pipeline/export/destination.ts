import {
  createReadStream,
  createWriteStream,
  mkdirSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { isClosedPipe } from '../../output/closed-pipes.ts';
import { SandboxError } from '../../output/errors.ts';
import { privateFolder } from '../../system/private-folder.ts';

/** Where an export goes. The draft is complete before anything else is touched. */
export interface Destination {
  draft: string;
  /** Makes the draft's content available; the draft is gone afterwards. */
  publish(): Promise<void>;
  /** Removes the draft of an export that failed. */
  discard(): void;
}

/**
 * Writes as `cp` does: a regular file is replaced at once, a link is followed,
 * and a device or pipe gets the content. `-` is standard output.
 *
 * @param scratch a folder for the draft, where it cannot lie beside the file.
 * @throws SandboxError if the file is a folder.
 */
export function openDestination(file: string, scratch: string): Destination {
  if (file === '-') {
    return stream(scratch, (draft) =>
      pipeline(createReadStream(draft), process.stdout, { end: false }),
    );
  }
  const target = path.resolve(file);
  const found = statSync(target, { throwIfNoEntry: false });
  if (found?.isDirectory()) {
    throw new SandboxError(`${file} is a folder.`, {
      why: 'An export is one file.',
      next: `\`make export FILE=${path.join(file, 'payments.csv')}\``,
    });
  }
  if (found && !found.isFile()) {
    return stream(scratch, (draft) =>
      pipeline(createReadStream(draft), createWriteStream(target)),
    );
  }
  return replacement(found ? realpathSync(target) : followLink(target));
}

function stream(
  scratch: string,
  send: (draft: string) => Promise<void>,
): Destination {
  mkdirSync(scratch, privateFolder);
  const draft = path.join(scratch, `export.${process.pid}.tmp`);
  const discard = () => rmSync(draft, { force: true });
  return {
    draft,
    async publish() {
      await send(draft).catch((error: unknown) => {
        // `make export FILE=- | head`: the reader has all it wanted.
        if (!isClosedPipe(error)) {
          throw error;
        }
      });
      discard();
    },
    discard,
  };
}

function replacement(target: string): Destination {
  mkdirSync(path.dirname(target), { recursive: true });
  const draft = `${target}.${process.pid}.tmp`;
  return {
    draft,
    async publish() {
      renameSync(draft, target);
    },
    discard: () => rmSync(draft, { force: true }),
  };
}

/** A link may name a file that does not exist yet. */
function followLink(target: string): string {
  try {
    return path.resolve(path.dirname(target), readlinkSync(target));
  } catch {
    return target;
  }
}
