import { note, print } from '../output/log.ts';
import type { RunningConsole } from './server.ts';

export async function showLink(
  { link }: RunningConsole,
  _open: boolean,
): Promise<void> {
  print(link);
  note('Ctrl-C ends it');
}
