import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { explainServiceError } from '../cli/service-error.ts';
import { NoEmulatorError } from '../emulator/emulator.ts';
import { describeError, SandboxError } from '../output/errors.ts';
import { failed } from '../output/log.ts';
import { NoSuchRequestError } from '../pipeline/requests/read.ts';
import { NoStackError } from '../stack/live-stack.ts';
import { LockHeldError } from '../system/lock.ts';
import type { Problem } from './contract.ts';
import type { Sandbox } from './sandbox.ts';

/** What a request asks for is not what the console takes. */
export class BadRequestError extends SandboxError {}

/** There is nothing at an address. */
export class NotFoundError extends SandboxError {}

type Status = 400 | 404 | 409 | 500 | 503;

const kinds: [
  kind: typeof SandboxError,
  code: Problem['code'],
  status: Status,
][] = [
  [NoEmulatorError, 'no-emulator', 503],
  [NoStackError, 'no-stack', 503],
  [LockHeldError, 'busy', 409],
  [BadRequestError, 'bad-request', 400],
  [NotFoundError, 'not-found', 404],
  [NoSuchRequestError, 'not-found', 404],
];

/** The response to a request that failed. */
export async function respondToError(
  error: unknown,
  context: Context,
  sandbox: Sandbox,
): Promise<Response> {
  if (error instanceof HTTPException) {
    return error.getResponse();
  }
  const cause = await findCause(error, sandbox);
  if (!(cause instanceof SandboxError)) {
    // Unexpected, so its stack trace is of use; the page shows the message alone.
    failed(describeError(cause));
  }
  const [, code, status] = kinds.find(([kind]) => cause instanceof kind) ?? [
    undefined,
    'failed' as const,
    500 as const,
  ];
  return context.json(toProblem(code, cause), status);
}

function toProblem(code: Problem['code'], error: unknown): Problem {
  return error instanceof SandboxError
    ? {
        code,
        what: error.message,
        why: error.why ?? null,
        next: error.next ?? null,
      }
    : {
        code,
        what: 'The console’s server failed.',
        why: error instanceof Error ? error.message : String(error),
        next: 'look at its terminal for the stack trace',
      };
}

/** Whatever a call failed with, the end of the emulator explains it better. */
async function findCause(error: unknown, sandbox: Sandbox): Promise<unknown> {
  if (kinds.some(([kind]) => error instanceof kind)) {
    return error;
  }
  sandbox.forget();
  try {
    await sandbox.emulator();
  } catch (gone) {
    return gone;
  }
  return explainServiceError(error);
}
