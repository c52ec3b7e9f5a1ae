import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DeleteFunctionCommand } from '@aws-sdk/client-lambda';
import { expect } from 'vitest';
import { sandboxAccountId } from '../../../scripts/emulator/accounts.ts';
import { createClients } from '../../../scripts/emulator/clients.ts';
import { endpointOf } from '../../../scripts/emulator/emulator.ts';
import { Checkout } from '../../support/checkout.ts';
import { type RunningMake, startCommand } from '../../support/make.ts';
import { processesOf } from '../../support/processes.ts';
import { installed } from '../../support/restored-sandbox.ts';

/** A sandbox in a copied checkout, whose code a test edits. */
export class WatchedSandbox {
  readonly checkout = new Checkout();

  create(): Promise<void> {
    return this.checkout.create('host', installed);
  }

  /** The output of a command that has to succeed. */
  async make(
    name: string,
    options: Record<string, string> = {},
  ): Promise<string> {
    const { exitCode, output } = await this.checkout.run(name, options);
    expect(exitCode, output).toBe(0);
    return output;
  }

  /** The output of a command that has to fail. */
  async fail(
    name: string,
    options: Record<string, string> = {},
  ): Promise<string> {
    const { exitCode, output } = await this.checkout.run(name, options);
    expect(exitCode, output).not.toBe(0);
    return output;
  }

  /** `make watch`, once it watches. */
  async watch(options: Record<string, string> = {}): Promise<RunningMake> {
    const watch = startCommand(
      this.checkout.folder,
      ['scripts/run', 'watch'],
      { ENGINE: 'host', PORT: String(this.checkout.port), ...options },
      { detached: true },
    );
    await watch.prints('Watching lambda/');
    return watch;
  }

  /** The stack as `make status FORMAT=json` shows it. */
  async stack(): Promise<{ state: string; watched_since: string | null }> {
    const { output } = await this.checkout.run('status', { FORMAT: 'json' });
    return JSON.parse(output).stack;
  }

  /** The processes that run the function, and those that wait for new code. */
  get functionProcesses(): number[] {
    return processesOf(this.checkout.folder)
      .filter(({ command }) => command.includes('runtime/bootstrap.mjs'))
      .map(({ pid }) => pid);
  }

  /** The folders with watched code. */
  get watchedFolders(): string[] {
    const temporary = this.checkout.path('.local', 'emulator', 'tmp');
    return globSync('watched-*/task', { cwd: temporary }).map((name) =>
      path.join(temporary, name),
    );
  }

  async deleteFunction(): Promise<void> {
    const outputs = JSON.parse(await this.make('outputs'));
    const secret = this.checkout.path('.local/emulator/secret-access-key');
    const { lambda } = createClients(
      {
        endpoint: endpointOf(this.checkout.port),
        secretAccessKey: readFileSync(secret, 'utf8').trim(),
      },
      { region: outputs.aws_region, accountId: sandboxAccountId },
    );
    const FunctionName = outputs.lambda_function_name;
    await lambda.send(new DeleteFunctionCommand({ FunctionName }));
  }
}
