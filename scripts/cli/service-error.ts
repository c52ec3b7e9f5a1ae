import { SandboxError } from '../output/errors.ts';

const namesOfLoss = [
  'NoSuchBucket',
  'QueueDoesNotExist',
  'ResourceNotFoundException',
];

/** How LocalStack words it that DynamoDB Local does not listen. */
const refusedConnection = /Failed to establish a new connection/;

/** LocalStack's error response, or its silence, in three parts. */
export function explainServiceError(error: unknown): unknown {
  if (!(error instanceof Error) || !('$metadata' in error)) {
    return error;
  }
  const why = `${error.name}: ${error.message}`;
  const next =
    '`make local-up`, which makes it again; then `make reconcile FIX=1` for the payments that it held';
  if (namesOfLoss.includes(error.name)) {
    return new SandboxError('A resource of the stack is gone.', {
      why: `${why}.\nIt was deleted, or DynamoDB Local ended since, and came back empty.`,
      next,
      cause: error,
    });
  }
  if (error.name === 'InternalError' && refusedConnection.test(error.message)) {
    return new SandboxError('DynamoDB Local has ended.', {
      why: 'LocalStack is starting it again, without the table, which was in its memory.',
      next,
      cause: error,
    });
  }
  const { httpStatusCode } = Object(error.$metadata) as {
    httpStatusCode?: number;
  };
  return httpStatusCode === undefined
    ? new SandboxError('LocalStack no longer responds.', {
        why,
        next: '`make local-up`',
        cause: error,
      })
    : new SandboxError(`LocalStack refused a call: ${error.name}.`, {
        why: `${error.message} (status ${httpStatusCode})`,
        next: '`make status`',
        cause: error,
      });
}
