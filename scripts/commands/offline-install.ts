import { defineCommand } from '../cli/command.ts';
import { loadImage } from '../offline/image.ts';
import { inOffline, uvFromFolder } from '../offline/pack.ts';
import { importStack } from '../offline/stack.ts';
import { done } from '../output/log.ts';
import { prepareSandbox } from '../stack/prepare.ts';
import { inParallel } from '../system/in-parallel.ts';
import { ensurePython } from '../toolchain/python.ts';

// scripts/offline/unpack has already verified every file and unpacked the rest.
export default defineCommand({
  lock: true,
  async run({ settings }) {
    await loadImage(inOffline());
    importStack(inOffline());
    // First, because all later calls of it wait for this one.
    const python = ensurePython('dev', uvFromFolder(inOffline('wheels')));
    await inParallel(python, prepareSandbox(settings));
    done('Installed. No command below needs a network.');
    process.stdout.write('Next: make local-up\n');
  },
});
