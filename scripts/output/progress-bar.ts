import { SingleBar } from 'cli-progress';

export interface ProgressBar {
  /** `facts` is shown after the counts. */
  update(value: number, facts?: string): void;
  stop(): void;
}

/** A bar on standard error, or nothing if that is not a terminal. */
export function startProgressBar(
  title: string,
  total: number,
  unit: string,
): ProgressBar {
  const bar = new SingleBar({
    format: `${title} {bar} {percentage} %  {value}/{total} ${unit}  ETA {eta_formatted}  {facts}`,
    stream: process.stderr,
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 24,
    fps: 5,
    hideCursor: true,
    clearOnComplete: true,
    gracefulExit: false, // the command handles Ctrl-C, and stops the bar
  });
  bar.start(total, 0, { facts: '' });
  return {
    update: (value, facts = '') => bar.update(value, { facts }),
    stop: () => bar.stop(),
  };
}
