import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Clients } from '../emulator/clients.ts';
import type { Diagnostic } from '../terraform/events.ts';
import {
  findExistingResources,
  findLeftBehind,
  writeImportBlocks,
} from './import-leftovers.ts';

const planned = (
  address: string,
  actions: string[],
  after: Record<string, unknown>,
) => ({ address, type: address.split('.')[0], change: { actions, after } });

const plan = {
  variables: { aws_region: { value: 'eu-central-1' } },
  resource_changes: [
    planned('aws_lambda_function.one', ['create'], { function_name: 'fn' }),
    planned('aws_s3_bucket.journal', ['create'], { bucket: 'journal' }),
    planned('aws_dynamodb_table.kept', ['no-op'], { name: 'kept' }),
    planned('aws_iam_role.replaced', ['delete', 'create'], { name: 'role' }),
    planned('aws_s3_bucket_versioning.journal', ['create'], { bucket: 'b' }),
  ],
};

const terraform = {
  run: async ([subcommand]: string[]) =>
    subcommand === 'show' ? JSON.stringify(plan) : '',
};

const here = { send: async () => ({}) };
const gone = { send: () => Promise.reject(new Error('NotFound')) };
const clients = (lambda: object, s3: object) =>
  ({ lambda, s3, dynamoDb: here, iam: here, logs: here }) as unknown as Clients;

const error = (address: string, detail: string): Diagnostic => ({
  severity: 'error',
  summary: `creating ${address}`,
  detail,
  address,
});

describe('findLeftBehind', () => {
  it('finds existing resources that the plan would create', async () => {
    const regions: string[] = [];

    const found = await findLeftBehind(terraform, (region) => {
      regions.push(region);
      return clients(here, gone);
    });

    expect(regions).toEqual(['eu-central-1']);
    expect(found).toMatchObject([
      { address: 'aws_lambda_function.one', id: 'fn' },
    ]);
  });

  it('finds nothing in an empty account', async () => {
    const found = await findLeftBehind(terraform, () => clients(gone, gone));

    expect(found).toEqual([]);
  });
});

describe('a plan without a region', () => {
  it('is refused with the field that it lacks', async () => {
    const { variables: _, ...rest } = plan;
    const old = {
      run: async ([subcommand]: string[]) =>
        subcommand === 'show' ? JSON.stringify(rest) : '',
    };

    await expect(
      findLeftBehind(old, () => clients(here, here)),
    ).rejects.toThrow(
      expect.objectContaining({
        name: 'SandboxError',
        message: "Terraform's plan import.tfplan cannot be read.",
        why: expect.stringContaining('variables'),
      }),
    );
  });
});

describe('findExistingResources', () => {
  it.each([
    'ResourceConflictException: Function already exist: fn',
    'BucketAlreadyOwnedByYou: yours',
    'EntityAlreadyExists: Role with name fn already exists.',
    'ResourceInUseException: Table already exists',
  ])('imports after "%s"', async (detail) => {
    const errors = [error('aws_lambda_function.one', detail)];

    const found = await findExistingResources(terraform, errors);

    expect(found).toMatchObject([
      { address: 'aws_lambda_function.one', id: 'fn' },
    ]);
  });

  it('ignores every other failure, without a plan', async () => {
    const noPlan = { run: () => Promise.reject(new Error('not needed')) };
    const errors = [error('aws_lambda_function.one', 'AccessDenied: no')];

    expect(await findExistingResources(noPlan, errors)).toEqual([]);
  });
});

describe('writeImportBlocks', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'importResources-'));
  const stack = { envName: 'test', accountId: '0', folder };
  afterAll(() => rmSync(folder, { recursive: true }));

  it('writes one block for each resource, its id quoted', () => {
    writeImportBlocks(stack, [{ address: 'aws_s3_bucket.a', id: 'b"c' }]);

    expect(readFileSync(path.join(folder, 'imported.tf'), 'utf8')).toBe(
      'import {\n  to = aws_s3_bucket.a\n  id = "b\\"c"\n}\n',
    );
  });
});
