import { command } from '../cli/command.ts';
import { loadImage } from '../offline/image.ts';
import { inOffline, uvFromFolder } from '../offline/pack.ts';
import { done } from '../output/log.ts';
import { inherited } from '../system/environment.ts';
import { withSandboxLock } from '../system/lock.ts';
import { ensurePython } from '../toolchain/python.ts';

// scripts/offline/unpack has checked every file and put the others in place.
await command(async () => {
  await withSandboxLock('make offline-install', async () => {
    Object.assign(inherited, uvFromFolder(inOffline('wheels')));
    await ensurePython('dev');
    await loadImage(inOffline());
    done('Installed. No command below needs a network.');
    process.stdout.write('Next: make local-up\n');
  });
});
