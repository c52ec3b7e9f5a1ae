import { Hono } from 'hono';
import { z } from 'zod';
import { saveSnapshot } from '../../emulator/snapshots/api.ts';
import { nameOption } from '../../emulator/snapshots/name.ts';
import {
  deleteSnapshot,
  listSnapshots,
  requireSnapshot,
} from '../../emulator/snapshots/store.ts';
import { forgetLoadProgress } from '../../guarantees/load/progress.ts';
import { collectAttachments } from '../../stack/snapshots/attachments.ts';
import { restoreInUse } from '../../stack/snapshots/restore.ts';
import { withSandboxLockAtOnce } from '../../system/lock.ts';
import type { Snapshots } from '../contract.ts';
import { parseBody, parseValue } from '../input.ts';
import type { Sandbox } from '../sandbox.ts';

const saveBody = z.object({ name: nameOption });

/** As `make snapshot`, `make restore` and `make snapshot-delete` do it. */
export function snapshotRoutes(sandbox: Sandbox): Hono {
  return new Hono()
    .get('/', (context) => context.json(list()))
    .post('/', async (context) => {
      const { name } = await parseBody(context, saveBody);
      await locked(async () => {
        const emulator = await sandbox.emulator();
        await saveSnapshot(emulator, name, collectAttachments(emulator));
      });
      return context.json(list());
    })
    .post('/:name/restore', async (context) => {
      const name = parseName(context.req.param('name'));
      await locked(async () => {
        requireSnapshot(name);
        const emulator = await sandbox.emulator();
        await restoreInUse(emulator, name, forgetLoadProgress);
      });
      return context.json(list());
    })
    .delete('/:name', async (context) => {
      const name = parseName(context.req.param('name'));
      await locked(async () => {
        requireSnapshot(name);
        deleteSnapshot(name);
      });
      return context.json(list());
    });
}

const locked = (work: () => Promise<void>) =>
  withSandboxLockAtOnce('make console', work);

const parseName = (name: string) => parseValue(name, nameOption, 'The name');

function list(): Snapshots {
  return {
    snapshots: listSnapshots().map(({ name, bytes, manifest }) => ({
      name,
      savedAt: manifest?.savedAt ?? null,
      bytes,
      payments: manifest
        ? Object.values(manifest.items).reduce((sum, each) => sum + each, 0)
        : null,
      damaged: manifest === undefined,
      reserved: !nameOption.safeParse(name).success,
    })),
  };
}
