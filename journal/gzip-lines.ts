import { finished } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { assertLine, assertText } from './limits.ts';

/**
 * Gives each line to `read`, one after the other, as far as the data can be
 * read. What `read` throws ends the work.
 *
 * @throws RangeError if a limit is passed or the text ends within a line, an
 * Error of zlib's if the data is not gzip, is damaged or is cut off.
 */
export async function readGzipLines(
  bytes: Uint8Array,
  read: (line: string) => void,
): Promise<void> {
  let rest = '';
  let characters = 0;
  const text = createGunzip().setEncoding('utf8');
  // By event rather than by iterator: an iterator drops what came before an
  // error, and the lines before it would not be counted.
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
