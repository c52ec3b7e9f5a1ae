// Runs one function under AWS's own runtime client, as /var/runtime does on Lambda.
import './own-process.mjs';
import './packages.mjs';
import { registerHooks } from 'node:module';

const client = import.meta.resolve('./aws-lambda-ric/index.mjs');
const native = './rapid-client.node';
const replacements = {
  http: import.meta.resolve('./http.cjs'),
  // AWS's own is compiled from C++.
  [native]: import.meta.resolve('./rapid-client.cjs'),
};

const hooks = registerHooks({
  resolve(specifier, context, nextResolve) {
    const url = context.parentURL === client && replacements[specifier];
    if (!url) {
      return nextResolve(specifier, context);
    }
    if (specifier === native) {
      // The last one. A hook adds its frames to the stack traces of failed imports.
      hooks.deregister();
    }
    return { url, format: 'commonjs', shortCircuit: true };
  },
});

const { AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT, SANDBOX_SPARE, _HANDLER } =
  process.env;
const { run } = await import(client);
if (SANDBOX_SPARE) {
  delete process.env.SANDBOX_SPARE;
  const { waitForCode } = await import('./spare.mjs');
  await waitForCode(AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT);
}
await run(LAMBDA_TASK_ROOT, _HANDLER);
