import { defineCommand } from '../cli/command.ts';
import { loadImage } from '../offline/image.ts';
import { inOffline, uvFromFolder } from '../offline/pack.ts';
import { importStack } from '../offline/stack.ts';
import { done } from '../output/log.ts';
import { ensurePython } from '../toolchain/python.ts';

// scripts/offline/unpack has already verified every file and unpacked the rest.
export default defineCommand({
  lock: true,
  async run() {
    await ensurePython('dev', uvFromFolder(inOffline('wheels')));
    await loadImage(inOffline());
    importStack(inOffline());
    done('Installed. No command below needs a network.');
    process.stdout.write('Next: make local-up\n');
  },
});
