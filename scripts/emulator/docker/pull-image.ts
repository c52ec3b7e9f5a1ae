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
  patienceMs = beginsWithinMs,
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
  const impatience = setTimeout(() => {
    gaveUp = child.kill();
  }, patienceMs);
  child.stdout.on('data', (text: Buffer) => {
    if (!began && /Pulling fs layer|Already exists/.test(String(text))) {
      began = true;
      clearTimeout(impatience);
    }
    if (began) {
      process.stderr.write(text);
    }
  });
  const { failed, stderr } = await child;
  clearTimeout(impatience);
  interruption.throwIfAborted();
  if (!failed) {
    return undefined;
  }
  const reason = gaveUp
    ? `the pull did not begin within ${patienceMs / 1000} s`
    : stderr.trim();
  return `The image ${image} is not here and cannot be pulled: ${reason}`;
}
