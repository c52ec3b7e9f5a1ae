/** What to do about it, whatever else a failed command would advise. */
export const makeRoom =
  'make room on the disk, then run the same command again';

/** Whether a program says in its output that the disk is full. */
export function reportsFullDisk(output: string): boolean {
  return /no space left on device|ENOSPC|disk quota exceeded/i.test(output);
}
