import { SandboxError } from '../output/errors.ts';

const namesOfLoss = [
  'NoSuchBucket',
  'QueueDoesNotExist',
  'ResourceNotFoundException',
];

/** LocalStack's message when DynamoDB Local does not listen. */
const refusedConnection = /Failed to establish a new connection/;

/** LocalStack's error response, or its silence, in three parts. */
export function explainServiceError(error: unknown): unknown {
  if (!(error instanceof Error) || !('$metadata' in error)) {
    return error;
  }
  const why = `${error.name}: ${error.message}`;
  const next =
    '`make local-up`, which recreates it; then `make reconcile FIX=1` to restore its payments';
  if (namesOfLoss.includes(error.name)) {
    return new SandboxError('A resource of the stack is missing.', {
      why: `${why}.\nIt was deleted, or DynamoDB Local exited and was restarted empty.`,
      next,
      cause: error,
    });
  }
  if (error.name === 'InternalError' && refusedConnection.test(error.message)) {
    return new SandboxError('DynamoDB Local has ended.', {
      why: 'LocalStack is restarting it without the table, which was in memory.',
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
