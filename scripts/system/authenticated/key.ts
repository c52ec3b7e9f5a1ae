import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { errorCode, SandboxError } from '../../output/errors.ts';
import { inLocal } from '../paths.ts';
import { privateFile, privateFolder } from '../private-folder.ts';

const keyBytes = 32;

/** Out of a function's reach: a function can read nothing but its code. */
const keyFile = inLocal('keys', 'promotion.key');

/** This checkout's key, created when it is first needed. */
export function readKey(file = keyFile): Buffer {
  const text = readText(file) ?? create(file);
  const key = Buffer.from(text.trim(), 'hex');
  if (key.length !== keyBytes) {
    throw new SandboxError(`${file} is damaged.`, {
      why: `Expected ${keyBytes} bytes in hexadecimal, got ${text.length} characters.`,
      next: `\`rm ${file}\`, then \`make e2e\``,
    });
  }
  return key;
}

function readText(file: string): string | undefined {
  try {
    // A CI artifact is restored without its file modes.
    chmodSync(file, privateFile.mode);
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
}

/** If two commands create the key at the same time, both get the first one. */
function create(file: string): string {
  mkdirSync(path.dirname(file), privateFolder);
  const draft = `${file}.${process.pid}.tmp`;
  writeFileSync(draft, randomBytes(keyBytes).toString('hex'), privateFile);
  try {
    linkSync(draft, file);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') {
      throw error;
    }
  } finally {
    rmSync(draft);
  }
  return readFileSync(file, 'utf8');
}
