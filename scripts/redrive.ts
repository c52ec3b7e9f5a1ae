import { command } from './lib/command.ts';
import { SandboxError } from './lib/errors.ts';
import { done } from './lib/log.ts';
import { redrive } from './lib/redrive.ts';
import { requireSandbox } from './lib/sandbox.ts';

await command(async (settings) => {
  const { clients, outputs } = await requireSandbox(settings);
  const { redriven, failures } = await redrive(clients, outputs);
  done(`${redriven} dead letters redriven`);
  if (failures.length > 0) {
    throw new SandboxError(
      `${failures.length} dead letters failed again, and stay in the queue.`,
      {
        why: `The first: ${failures[0]}`,
        next: '`make logs`; after a fix `make redrive` again',
      },
    );
  }
});
