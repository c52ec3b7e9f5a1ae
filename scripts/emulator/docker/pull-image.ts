import { execa } from 'execa';
import { dockerEnvironment } from '../../system/environment.ts';
import { interruption } from '../../system/interruption.ts';

const beginsWithinMs = 10_000;

/**
 * Pulls an image, unless no layer of it begins to arrive in time: without a
 * way to the registry the client tries for minutes.
 *
 * @returns why it could not be pulled, or undefined when the image is here.
 */
export async function pullImage(
  image: string,
  timeoutMs = beginsWithinMs,
): Promise<string | undefined> {
  const child = execa('docker', ['pull', image], {
    env: dockerEnvironment(),
    extendEnv: false,
    stdin: 'ignore',
    reject: false,
    cancelSignal: interruption,
  });
  let began = false;
  let gaveUp = false;
  const timer = setTimeout(() => {
    gaveUp = child.kill();
  }, timeoutMs);
  child.stdout.on('data', (text: Buffer) => {
    if (!began && /Pulling fs layer|Already exists/.test(String(text))) {
      began = true;
      clearTimeout(timer);
    }
    if (began) {
      process.stderr.write(text);
    }
  });
  const { failed, stderr } = await child;
  clearTimeout(timer);
  interruption.throwIfAborted();
  if (!failed) {
    return undefined;
  }
  return gaveUp
    ? `the pull did not begin within ${timeoutMs / 1000} s`
    : stderr.trim();
}
