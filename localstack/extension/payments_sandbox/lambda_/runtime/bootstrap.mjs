// Runs one function: load the handler, then take invocations until told to stop.
import './own-process.mjs';
import { logger } from './console.mjs';
import { describeError, UnhandledPromiseRejection } from './errors.mjs';
import { loadHandler } from './handler.mjs';
import { run } from './invocation.mjs';
import { RuntimeClient } from './runtime-client.mjs';

// The exit codes of AWS's own runtime client for these two.
const exitCodes = { uncaughtException: 129, unhandledRejection: 128 };

const { AWS_LAMBDA_RUNTIME_API, _HANDLER, LAMBDA_TASK_ROOT } = process.env;
const client = new RuntimeClient(AWS_LAMBDA_RUNTIME_API);
let requestId;

async function fail(error, exitCode) {
  const description = describeError(error);
  logger.invokeError(requestId ? 'Invoke Error' : 'Init Error', error);
  await (requestId
    ? client.sendError(requestId, description)
    : client.sendInitError(description));
  process.exit(exitCode);
}

process.on('uncaughtException', (error) =>
  fail(error, exitCodes.uncaughtException),
);
process.on('unhandledRejection', (reason) =>
  fail(new UnhandledPromiseRejection(reason), exitCodes.unhandledRejection),
);

async function load() {
  try {
    return await loadHandler(LAMBDA_TASK_ROOT, _HANDLER);
  } catch (error) {
    return fail(error, 1);
  }
}

async function serve(handler) {
  const invocation = await client.next();
  requestId = invocation.requestId;
  logger.setRequestId(requestId);
  process.env._X_AMZN_TRACE_ID = invocation.traceId;
  try {
    await client.sendResponse(requestId, await run(handler, invocation));
  } catch (error) {
    logger.invokeError('Invoke Error', error);
    await client.sendError(requestId, describeError(error));
  }
}

const handler = await load();
for (;;) {
  await serve(handler);
}
