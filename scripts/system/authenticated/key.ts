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
import { userEnvironment } from '../environment.ts';
import { draftOf } from '../files.ts';
import { inLocal } from '../paths.ts';
import { privateFile, privateFolder } from '../private-folder.ts';

const keyBytes = 32;

/** Out of a function's reach: a function can read nothing but its code. */
const keyFile = inLocal('keys', 'promotion.key');

/** For CI, where one job plans and another applies: a secret of both. */
const keyVariable = 'SANDBOX_PROMOTION_KEY';

/** The key of the environment, or this checkout's, created when first needed. */
export function readKey(
  file = keyFile,
  given = userEnvironment()[keyVariable],
): Buffer {
  return given
    ? parseKey(
        given,
        keyVariable,
        'set it to the output of `openssl rand -hex 32`',
      )
    : readKeyFile(file, `\`rm ${file}\`, then \`make e2e\``);
}

/** The key in a file, which is created when first needed. */
export function readKeyFile(file: string, next: string): Buffer {
  return parseKey(readText(file) ?? create(file), file, next);
}

function parseKey(text: string, name: string, next: string): Buffer {
  const key = Buffer.from(text.trim(), 'hex');
  if (key.length !== keyBytes) {
    throw new SandboxError(`${name} is damaged.`, {
      why: `Expected ${keyBytes} bytes in hexadecimal, got ${text.length} characters.`,
      next,
    });
  }
  return key;
}

function readText(file: string): string | undefined {
  try {
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
  const draft = draftOf(file);
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
