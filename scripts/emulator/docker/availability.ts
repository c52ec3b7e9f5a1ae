import { docker } from './client.ts';
import { composeImage } from './compose.ts';
import { pullImage } from './pull-image.ts';

/** Else its ports are not ours, and it cannot mount our folders. */
export function isOnThisMachine(endpoint: string): boolean {
  return /^(unix|npipe|tcp:\/\/(127\.0\.0\.1|localhost|\[::1\])[:/])/.test(
    endpoint,
  );
}

/** Why docker cannot run LocalStack here, or undefined if it can. */
export async function findDockerObstacle(): Promise<string | undefined> {
  const silence = await whyItFails(['version']);
  if (silence) {
    return `No Docker engine answers: ${silence}`;
  }
  const endpoint = await docker([
    'context',
    'inspect',
    '--format',
    '{{.Endpoints.docker.Host}}',
  ]);
  if (!isOnThisMachine(endpoint)) {
    return `The Docker engine at ${endpoint} is on another machine`;
  }
  const noCompose = await whyItFails(['compose', 'version']);
  if (noCompose) {
    return `Docker has no Compose v2: ${noCompose}`;
  }
  const image = await composeImage();
  return (await whyItFails(['image', 'inspect', image]))
    ? pullImage(image)
    : undefined;
}

/** The first line of the client's complaint, or undefined if it has none. */
async function whyItFails(args: string[]): Promise<string | undefined> {
  return docker(args).then(
    () => undefined,
    (error: Error & { why?: string }) =>
      (error.why ?? error.message).split('\n').at(-1),
  );
}
