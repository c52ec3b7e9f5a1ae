// A spare process has loaded what does not depend on the function's code, so that it
// runs new code sooner: AWS's client, the packages that the code imports, and the modules
// of Node that those use.
import { existsSync, readdirSync } from 'node:fs';
import { get } from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const modules = [
  'async_hooks',
  'child_process',
  'console',
  'crypto',
  'fs/promises',
  'http2',
  'https',
  'os',
  'stream/promises',
  'stream/web',
  'timers/promises',
  'tls',
  'url',
  'util',
  'zlib',
];

/** Resolves when the code is in the task root. */
export async function waitForCode(runtimeApi, taskRoot) {
  const code = new Promise((resolve) => {
    get(`http://${runtimeApi}/sandbox/code`, { agent: false }, (response) => {
      response.resume();
      // Refused: the spare is not needed any more.
      response.statusCode === 200 ? resolve() : process.exit();
    }).on('error', () => process.exit());
  });
  await Promise.all(modules.map((name) => import(`node:${name}`)));
  await Promise.all(packagesIn(taskRoot).map((url) => import(url)));
  await code;
}

function packagesIn(taskRoot) {
  const folder = path.join(taskRoot, 'packages');
  return existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.mjs'))
        .map((name) => String(pathToFileURL(path.join(folder, name))))
    : [];
}
