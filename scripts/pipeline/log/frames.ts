import path from 'node:path';

/** Where the function's code is unpacked: by AWS, by LocalStack, and by `make watch`. */
const taskRoot =
  /^(?:file:\/\/)?(?:\/var\/task|.*\/awslambda-[^/]+\/[^/]+\/code|.*\/watched-[^/]+\/task)\//;

const frame = /^\s*at (?:(.+) \()?(.+?):(\d+)(?::\d+)?\)?$/;

/** A place in the bundle relative to the checkout, such as `lambda/src/request.ts:49`. */
export function sourceLocation(location: string): string | undefined {
  const [, file = '', line] = /^(.+?):(\d+)(?::\d+)?$/.exec(location) ?? [];
  if (!taskRoot.test(file)) {
    return undefined;
  }
  // The source map may lead out of the folder: `code/../../lambda/src/…`.
  const inBundle = path.posix.normalize(file.replace(taskRoot, ''));
  return `${inBundle.replace(/^(\.\.\/)+/, '')}:${line}`;
}

// A folder's name may contain spaces, but not ` at `, which begins a frame.
const anyLocation =
  /(?:file:\/\/)?\/(?:var\/task|(?:(?! at )[^\n\\()"])*?\/awslambda-[^/\s]+\/[^/\s]+\/code)\/[^\s\\()":]+:\d+(?::\d+)?/g;

/** Shortens every place in the bundle that a text names. */
export function shortenLocations(text: string): string {
  return text.replace(anyLocation, (place) => sourceLocation(place) ?? place);
}

/**
 * The frames of a stack trace that are in the function's own `.ts` files, or
 * else in the bundle; never those of the runtime.
 */
export function shortFrames(stack: string[]): string[] {
  const frames = stack.flatMap((text) => {
    const [, name, file = '', line = ''] = frame.exec(text) ?? [];
    const location = sourceLocation(`${file}:${line}`);
    return location
      ? [
          {
            location,
            text: name ? `at ${name} (${location})` : `at ${location}`,
          },
        ]
      : [];
  });
  const own = frames.filter(({ location }) => isOwn(location));
  return (own.length > 0 ? own : frames).map(({ text }) => text);
}

/** The first frame in one of the function's own `.ts` files. */
export function firstOwnLocation(stack: string[]): string | undefined {
  const [, location] =
    /(?:\(|at )([^\s()]+)\)?$/.exec(shortFrames(stack)[0] ?? '') ?? [];
  return location && isOwn(location) ? location : undefined;
}

function isOwn(location: string): boolean {
  return /\.ts:\d+$/.test(location) && !location.startsWith('node_modules/');
}
