import { type RunningMake, startCommand } from '../../support/make.ts';

export interface RunningConsole {
  /** With the token, as the terminal shows it. */
  link: string;
  stop(): Promise<void>;
}

/** `make console` in a copied checkout, once it has printed its link. */
export async function startConsole(
  folder: string,
  ports: { sandbox: number; console: number },
): Promise<RunningConsole> {
  const command: RunningMake = startCommand(
    folder,
    ['scripts/run', 'console'],
    {
      ENGINE: 'host',
      PORT: String(ports.sandbox),
      CONSOLE_PORT: String(ports.console),
      OPEN: '0',
    },
    { detached: true },
  );
  await command.prints('?token=');
  const [link] = /http:\/\/\S+\?token=[\w-]+/.exec(command.output) ?? [];
  if (!link) {
    throw new Error(`Expected a link of the console in:\n${command.output}`);
  }
  return {
    link,
    async stop() {
      command.signalGroup('SIGINT');
      await command.ended;
    },
  };
}
