/** fetch-file.ts <url> <file>: the program that `download` starts. */
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const [url = '', file = ''] = process.argv.slice(2);
try {
  const { ok, status, body } = await fetch(url);
  if (!ok || !body) {
    throw new Error(`HTTP ${status}`);
  }
  await pipeline(body, createWriteStream(file));
} catch (error) {
  const { message, cause } = error as Error;
  process.stderr.write(`${cause ?? message}\n`);
  process.exitCode = 1;
}
