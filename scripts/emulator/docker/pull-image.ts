import { dockerEnvironment } from '../../system/environment.ts';
import { interruption } from '../../system/interruption.ts';

const beginsWithinMs = 10_000;

/**
 * Pulls an image, and gives up if no layer starts to arrive in time: without
 * a route to the registry the client retries for minutes.
 *
 * @returns why it could not be pulled, or undefined once the image is local.
 */
export async function pullImage(
  image: string,
  timeoutMs = beginsWithinMs,
): Promise<string | undefined> {
  const { execa } = await import('execa');
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
