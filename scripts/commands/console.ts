import { buildConsole } from '../build/console.ts';
import { defineCommand } from '../cli/command.ts';
import { flag, integer } from '../cli/options.ts';
import { Sandbox } from '../console/sandbox.ts';
import { startConsole } from '../console/server.ts';
import { showLink } from '../console/show-link.ts';
import { untilInterrupted } from '../system/interruption.ts';

export default defineCommand({
  options: {
    CONSOLE_PORT: integer({ min: 0, max: 65_535 }).default(4580),
    OPEN: flag().default(true),
  },
  async run({ options: { CONSOLE_PORT, OPEN }, settings }) {
    const files = await buildConsole();
    const server = await startConsole(
      CONSOLE_PORT,
      new Sandbox(settings),
      files,
    );
    await showLink(server, OPEN);
    await untilInterrupted();
    await server.close();
    // Ctrl-C is how it ends, which is not a failure.
    process.exit();
  },
});
