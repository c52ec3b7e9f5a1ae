import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  HandlerNotFoundError,
  ImportModuleError,
  MalformedHandlerNameError,
  UserCodeSyntaxError,
} from './errors.mjs';

// `folder/file.export`, or `file.nested.export`: the file ends at the first dot.
const handlerName = /^(?<file>(?:.*\/)?[^./]+)\.(?<names>[^/]+)$/;
const extensions = ['', '.js', '.mjs', '.cjs'];

async function importModule(file) {
  const extension = extensions.find((ending) => existsSync(file + ending));
  try {
    return await import(pathToFileURL(file + (extension ?? '.js')));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeSyntaxError(error);
    if (/^ERR_MODULE_NOT_FOUND$|^MODULE_NOT_FOUND$/.test(error?.code))
      throw new ImportModuleError(error);
    throw error;
  }
}

export async function loadHandler(taskRoot, name) {
  const { file, names } = handlerName.exec(name)?.groups ?? {};
  if (!file) throw new MalformedHandlerNameError(name);
  const module = await importModule(path.resolve(taskRoot, file));
  // Exports of a CommonJS module are not always found by name, but always below `default`.
  for (const exports of [module, module.default]) {
    const handler = names.split('.').reduce((o, key) => o?.[key], exports);
    if (typeof handler === 'function') return handler;
  }
  throw new HandlerNotFoundError(name);
}
