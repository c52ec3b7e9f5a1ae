import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const secretBytes = 32;

/** What lets a browser in: new ones at each start of the console. */
export class Secrets {
  /** In the link, so it is seen in a terminal and kept in a browser's history. */
  readonly token = createSecret();
  /** In the cookie, which neither a script nor another site can read. */
  readonly session = createSecret();

  isToken(text: string): boolean {
    return isEqual(text, this.token);
  }

  isSession(text: string): boolean {
    return isEqual(text, this.session);
  }
}

function createSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

/** Takes as long for any text, so that no part of a secret can be guessed alone. */
function isEqual(text: string, secret: string): boolean {
  const [left, right] = [text, secret].map((each) =>
    createHash('sha256').update(each).digest(),
  );
  return left !== undefined && right !== undefined
    ? timingSafeEqual(left, right)
    : false;
}
