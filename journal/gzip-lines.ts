import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { assertLine, assertText } from './limits.ts';

/**
 * Calls `read` with each line, in order, up to the first unreadable data. An
 * error that `read` throws stops the reading.
 *
 * @throws RangeError if a limit is exceeded or the text ends within a line, a
 * zlib error if the data is not gzip, damaged or truncated.
 */
export async function readGzipLines(
  bytes: Uint8Array,
  read: (line: string) => void,
): Promise<void> {
  let rest = '';
  let characters = 0;
  const text = createGunzip().setEncoding('utf8');
  // An event rather than an iterator: on an error, an iterator drops buffered
  // chunks, so the lines before the error would not be counted.
  text.on('data', (chunk: string) => {
    try {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        assertLine(line);
        read(line);
      }
      assertLine(rest);
      characters += chunk.length;
      assertText(characters);
    } catch (error) {
      text.destroy(error as Error);
    }
  });
  text.end(bytes);
  await finished(text);
  if (rest !== '') {
    throw new RangeError(
      'Expected a line break at the end, got the end in the middle of a line.',
    );
  }
}
