// The code is unpacked below the checkout, whose node_modules Node would search too.
// There is none above /var/task on AWS: a package that is not in the zip is not found.
import Module, { registerHooks } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const taskRoot = path.resolve(process.env.LAMBDA_TASK_ROOT) + path.sep;
const nodeModulePaths = Module._nodeModulePaths;

Module._nodeModulePaths = (folder) =>
  nodeModulePaths(folder).filter((each) => each.startsWith(taskRoot));

// `import` has no list of folders. Those above cannot be read, which is another error.
registerHooks({
  resolve(specifier, context, nextResolve) {
    try {
      return nextResolve(specifier, context);
    } catch (error) {
      throw error.code === 'ERR_ACCESS_DENIED' && /^[^./]/.test(specifier)
        ? notFound(specifier, context.parentURL)
        : error;
    }
  },
});

function notFound(specifier, parentUrl) {
  const [name] = /^(?:@[^/]+\/)?[^/]+/.exec(specifier);
  const error = new Error(
    `Cannot find package '${name}' imported from ${fileURLToPath(parentUrl)}`,
  );
  error.code = 'ERR_MODULE_NOT_FOUND';
  error.stack = error.stack.replace(/^Error/, 'Error [ERR_MODULE_NOT_FOUND]');
  return error;
}
