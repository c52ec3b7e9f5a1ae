import { NeverSettledError } from './errors.mjs';

const { env } = process;

function createContext({ requestId, functionArn, deadlineMs }) {
  return {
    callbackWaitsForEmptyEventLoop: true,
    awsRequestId: requestId,
    invokedFunctionArn: functionArn,
    functionName: env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
    memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => deadlineMs - Date.now(),
  };
}

/** Calls the handler; resolves to the response's text. */
export async function run(handler, invocation) {
  const context = createContext(invocation);
  const { promise, resolve, reject } = Promise.withResolvers();
  let whenIdle;
  // Runs when the event loop is empty, so this is the last moment to respond.
  const onIdle = () => whenIdle();
  const callback = (error, result) => {
    if (error) return reject(error);
    if (!context.callbackWaitsForEmptyEventLoop) return resolve(result);
    whenIdle = () => resolve(result);
  };

  process.on('beforeExit', onIdle);
  try {
    const returned = handler(invocation.event, context, callback);
    const isAsync = typeof returned?.then === 'function';
    if (isAsync) {
      whenIdle = () => reject(new NeverSettledError());
      returned.then(resolve, reject);
    } else {
      whenIdle ??= () => resolve(null);
    }
    return JSON.stringify((await promise) ?? null);
  } finally {
    process.off('beforeExit', onIdle);
  }
}
