import { note, print } from '../output/log.ts';
import { openInBrowser } from './open-browser.ts';
import type { RunningConsole } from './server.ts';

/** Prints the link alone on standard output, and opens it if wanted. */
export async function showLink(
  { link }: RunningConsole,
  open: boolean,
): Promise<void> {
  note('The console is open to this link; Ctrl-C ends it');
  print(link);
  if (open) {
    await openInBrowser(link);
  }
}
