import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { defineCommand } from '../cli/command.ts';
import { oneOf } from '../cli/options.ts';
import { findHostProblem } from '../emulator/host/platform.ts';
import { chooseEngine } from '../emulator/select-engine.ts';
import { megabytes, sizeOf } from '../offline/archive.ts';
import * as collect from '../offline/collect.ts';
import { compressPack } from '../offline/compress.ts';
import { collectImage } from '../offline/image.ts';
import { writeManifest } from '../offline/manifest.ts';
import { version } from '../offline/pack.ts';
import { note, step } from '../output/log.ts';
import { inLocal } from '../system/paths.ts';
import { platform } from '../toolchain/terraform.ts';

export default defineCommand({
  options: {
    ENGINE: oneOf(['auto', 'docker', 'host', 'both']).default('auto'),
    STACK: oneOf(['0', '1']).default('1'),
  },
  lock: true,
  async run({ options: { ENGINE, STACK }, settings }) {
    const { engine, reason } = await chooseEngine({
      ...settings,
      // The host engine's parts are always in, so with the image it holds both.
      engine: ENGINE === 'both' ? 'docker' : ENGINE,
    });
    if (engine.name === 'host') {
      note(`Without the LocalStack image: ${reason}`);
    }
    const name = `payments-sandbox-${version}`;
    const folder = inLocal('offline', name);
    const offline = path.join(folder, '.offline');
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });

    const parts: [string, collect.Collect][] = [
      ['the repository', collect.collectRepository],
      ['Node and its packages', collect.collectNode],
      ['Python packages', collect.collectPython],
      ['DynamoDB Local', collect.collectDynamoDbLocal],
      ['Terraform and the AWS provider', collect.collectTerraform],
    ];
    if (engine.name === 'docker') {
      parts.push(['the LocalStack image', collectImage]);
    }
    for (const [title, collectPart] of parts) {
      const before = existsSync(folder) ? sizeOf(folder) : 0;
      await step(`Packing ${title}`, async () => {
        await collectPart(offline);
        return megabytes(sizeOf(folder) - before);
      });
    }
    writeFileSync(path.join(offline, 'PLATFORM'), `${platform}\n`);
    await step('Writing the manifest', async () => {
      return `${await writeManifest(folder)} files`;
    });
    const pack = inLocal('offline', `${name}-${platform}.tar.zst`);
    const digests = await compressPack(pack, name, {
      withStack: STACK === '1' && !findHostProblem(),
    });
    process.stdout.write(
      `${pack}\n${digests.join('\n')}\n\nNext: on the other machine\n  tar xf ${path.basename(pack)} && cd ${name} && make offline-install\n`,
    );
  },
});
