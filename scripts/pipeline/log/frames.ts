/** Where the function's code is unpacked: by AWS, by LocalStack, and by `make watch`. */
const taskRoot =
  /^(?:file:\/\/)?(?:\/var\/task|.*\/awslambda-[^/]+\/[^/]+\/code|.*\/watched-[^/]+\/task)\//;

const frame = /^\s*at (?:(.+) \()?(.+?:\d+(?::\d+)?)\)?$/;

/** A place in the bundle; its file is relative to the checkout. */
export interface SourceFrame {
  /** Of the function that was called there. */
  name: string | undefined;
  file: string;
  line: number;
  column: number | undefined;
}

/** A place in the bundle relative to the checkout, such as `lambda/src/request.ts:49`. */
export function sourceLocation(location: string): string | undefined {
  const place = parseLocation(location);
  return place && `${place.file}:${place.line}`;
}

function parseLocation(
  location: string,
): Omit<SourceFrame, 'name'> | undefined {
  const [, file = '', line, column] =
    /^(.+?):(\d+)(?::(\d+))?$/.exec(location) ?? [];
  return taskRoot.test(file)
    ? {
        file: normalize(file.replace(taskRoot, '')),
        line: Number(line),
        column: column === undefined ? undefined : Number(column),
      }
    : undefined;
}

/** The source map may lead out of the folder: `code/../../lambda/src/…`. */
function normalize(file: string): string {
  const encoded = file
    .toWellFormed()
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  const { pathname } = new URL(encoded, 'file:///');
  return decodeURIComponent(pathname.slice(1));
}

// A folder's name may contain spaces, but not ` at `, which begins a frame.
const anyLocation =
  /(?:file:\/\/)?\/(?:var\/task|(?:(?:(?! at )[^\n\\()"])*?\/)?(?:awslambda-[^/\s]+\/[^/\s]+\/code|watched-[^/\s]+\/task))\/[^\s\\()":]+:\d+(?::\d+)?/g;

/** Shortens every place in the bundle that a text names. */
export function shortenLocations(text: string): string {
  return text.replace(anyLocation, (place) => sourceLocation(place) ?? place);
}

/**
 * The frames of a stack trace that are in the function's own `.ts` files, or
 * else in the bundle; never those of the runtime.
 */
export function sourceFrames(stack: string[]): SourceFrame[] {
  const frames = stack.flatMap((text) => {
    const [, name, location = ''] = frame.exec(text) ?? [];
    const place = parseLocation(location);
    return place ? [{ name, ...place }] : [];
  });
  const own = frames.filter(isOwn);
  return own.length > 0 ? own : frames;
}

/** The same as text: `at parseRequest (lambda/src/request.ts:49)`. */
export function shortFrames(stack: string[]): string[] {
  return sourceFrames(stack).map(({ name, file, line }) =>
    name ? `at ${name} (${file}:${line})` : `at ${file}:${line}`,
  );
}

/** The first frame in one of the function's own `.ts` files. */
export function firstOwnLocation(stack: string[]): string | undefined {
  const first = sourceFrames(stack)[0];
  return first && isOwn(first) ? `${first.file}:${first.line}` : undefined;
}

function isOwn({ file }: SourceFrame): boolean {
  return file.endsWith('.ts') && !file.startsWith('node_modules/');
}
