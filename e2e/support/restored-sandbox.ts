import { sandboxAccountId } from '../../scripts/emulator/accounts.ts';
import { type Clients, createClients } from '../../scripts/emulator/clients.ts';
import {
  type Emulator,
  requireEmulator,
} from '../../scripts/emulator/emulator.ts';
import {
  restoreSnapshot,
  saveSnapshot,
} from '../../scripts/emulator/snapshots/api.ts';
import { isIamEnforced } from '../../scripts/iam/enforcement.ts';
import { readIamRecord } from '../../scripts/iam/record.ts';
import { saveSuiteRecord } from '../../scripts/iam/suite-records.ts';
import type { StackOutputs } from '../../scripts/terraform/outputs.ts';
import { Checkout } from './checkout.ts';
import type { Installed } from './copy-checkout.ts';

/** A stack in a running emulator. */
export interface LiveStack {
  emulator: Emulator;
  outputs: StackOutputs;
  clients: Clients;
}

/** What a sandbox of the host engine needs that takes long to install. */
export const installed: Installed[] = ['dynamodb-local', 'python', 'terraform'];

/**
 * A separate sandbox for one suite, of the same engine as the running emulator. Its
 * stack is that of this checkout's configuration, restored as it was after an apply.
 */
export class RestoredSandbox {
  readonly checkout = new Checkout();
  /** In which its stack is. */
  readonly accountId = sandboxAccountId;

  async start(): Promise<LiveStack> {
    const { engine } = await requireEmulator();
    await this.checkout.create(engine, installed);
    // Its own snapshot is all that it needs: e2e/snapshots tests automatic saves.
    await this.checkout.up({ AUTOSAVE: '0' });
    const emulator = await this.checkout.connect();
    emulators.push(emulator);
    const outputs = JSON.parse((await this.checkout.run('outputs')).output);
    const clients = createClients(emulator, {
      region: outputs.aws_region,
      accountId: this.accountId,
    });
    await saveSnapshot(emulator, start, { labels: {}, files: {} });
    return { emulator, outputs, clients };
  }

  /** Returns to the state of the start, with its data, policies and code. */
  async reset(): Promise<void> {
    await restoreSnapshot(requireStarted(), start);
  }

  /** Lets `make e2e` judge the role by the calls that it made here too. */
  async keepIamRecord(suite: string): Promise<void> {
    const emulator = requireStarted();
    if (!(await isIamEnforced(emulator))) {
      throw new Error(`IAM was not enforced for ${suite}.`);
    }
    saveSuiteRecord(suite, await readIamRecord(emulator, this.accountId));
  }

  async remove(): Promise<void> {
    emulators.length = 0;
    await this.checkout.remove();
  }
}

/** The name of its snapshot. */
const start = 'start';

const emulators: Emulator[] = [];

function requireStarted(): Emulator {
  const [emulator] = emulators;
  if (!emulator) {
    throw new Error('The sandbox of this suite was not started.');
  }
  return emulator;
}

/** Those that this test file has started. */
export const startedEmulators: readonly Emulator[] = emulators;
