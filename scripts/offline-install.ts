import { existsSync } from 'node:fs';
import { command } from './lib/command.ts';
import { docker } from './lib/engines/docker-client.ts';
import { inherited } from './lib/environment.ts';
import { withSandboxLock } from './lib/lock.ts';
import { done, step, warn } from './lib/log.ts';
import { inOffline, uvFromFolder } from './lib/offline/parts.ts';
import { ensurePython } from './lib/setup/python.ts';

// scripts/offline-unpack has checked every file and put the others in place.
await command(async () => {
  await withSandboxLock('make offline-install', async () => {
    Object.assign(inherited, uvFromFolder(inOffline('wheels')));
    await ensurePython('dev');
    if (existsSync(inOffline('image.tar'))) {
      await loadImage();
    }
    done('Installed. No command below needs a network.');
    process.stdout.write('Next: make local-up\n');
  });
});

async function loadImage(): Promise<void> {
  try {
    await step('Loading the LocalStack image into Docker', () =>
      docker(['load', '--quiet', '--input', inOffline('image.tar')], {
        patienceMs: 600_000,
      }),
    );
  } catch (error) {
    // The host engine needs no image.
    warn(`${(error as Error).message} The host engine will serve.`);
  }
}
