import { readFileSync } from 'node:fs';
import path from 'node:path';
import { DeleteObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createClients } from '../../scripts/lib/clients.ts';
import {
  makeDeployerPolicy,
  unmappedCalls,
} from '../../scripts/lib/iam/deployer-policy.ts';
import { readIamRecord } from '../../scripts/lib/iam/record.ts';
import { ProjectCopy } from './project-copy.ts';
import { make, type StandIn, startStandIn } from './stand-in.ts';

const account = '210987654321';
const region = 'eu-central-1';
const tfvars = 'terraform/env/dev.tfvars';

/** The first and the second release. */
const releases = {
  first: { retention: 1, memory: 512 },
  second: { retention: 3, memory: 256 },
};

const environment = ({ retention, memory }: typeof releases.first) => `
environment                 = "dev"
aws_region                  = "${region}"
allowed_account_ids         = ["${account}"]
journal_lifecycle_enabled   = false
deletion_protection_enabled = false
force_destroy               = true
log_retention_in_days       = ${retention}
lambda_memory_size_in_mb    = ${memory}
`;

const project = new ProjectCopy();
let standIn: StandIn;
let operator: Record<string, string>;

beforeAll(async () => {
  standIn = await startStandIn();
  operator = {
    SANDBOX_AWS_STAND_IN_ENDPOINT: standIn.endpoint,
    AWS_ACCESS_KEY_ID: account,
    AWS_SECRET_ACCESS_KEY: 'stand-in-secret',
    CONFIRM: account,
  };
  await project.create();
  project.write(tfvars, environment(releases.first));
  await project.commit('Deploy');
});

afterAll(async () => {
  await standIn.stop();
  project.remove();
});

/** Everything that the commands of this story printed. */
const shown: string[] = [];

async function run(target: string, more = {}) {
  const outcome = await make(project.folder, target, { ...operator, ...more });
  shown.push(outcome.output);
  return outcome;
}

/** As Terraform does for an operator at another desk. */
const lock = {
  Bucket: `payments-sandbox-state-${account}-${region}`,
  Key: 'dev/terraform.tfstate.tflock',
};

function holdLock({ endpoint }: StandIn) {
  const { s3 } = createClients({ endpoint, region, accountId: account });
  const info = {
    ID: '11111111-2222-3333-4444-555555555555',
    Operation: 'OperationTypeApply',
    Who: 'alice@laptop',
    Version: '1.11.4',
    Created: new Date().toISOString(),
    Path: `${lock.Bucket}/dev/terraform.tfstate`,
  };
  const Body = JSON.stringify(info);
  return s3.send(new PutObjectCommand({ ...lock, Body }));
}

function releaseLock({ endpoint }: StandIn) {
  const { s3 } = createClients({ endpoint, region, accountId: account });
  return s3.send(new DeleteObjectCommand(lock));
}

/** What a green e2e of this very commit leaves; e2e itself is tested beside. */
async function leaveReceipt(): Promise<void> {
  const script = `
    const { buildBundle } = await import('./scripts/lib/bundle.ts');
    const { readWorkTree } = await import('./scripts/lib/git.ts');
    const { deploymentDigest, saveReceipt } = await import('./scripts/lib/receipt.ts');
    const digest = deploymentDigest(await buildBundle(process.cwd()));
    const { commit } = await readWorkTree();
    saveReceipt({
      digest, commit, dirty: false, createdAt: new Date().toISOString(),
      engine: 'host', versions: {}, tests: { passed: 1, failed: 0 },
      iam: { used: 1, unused: 0, denied: 0, crossChecked: 1, disagreements: 0 },
    });
  `;
  await execa(
    'node_modules/.bin/node',
    ['--input-type=module', '--eval', script],
    { cwd: project.folder },
  );
}

describe('promotion to a stand-in for AWS', () => {
  test('is refused without a receipt, before anything is called', async () => {
    // Nothing listens there: a call would fail in another way.
    const { exitCode, output } = await run('aws-plan', {
      SANDBOX_AWS_STAND_IN_ENDPOINT: 'http://127.0.0.1:9',
    });

    expect(exitCode).not.toBe(0);
    expect(output).toContain('No e2e run has passed for digest');
  });

  test('is refused with the credentials of another account', async () => {
    await leaveReceipt();

    const { exitCode, output } = await run('aws-plan', {
      AWS_ACCESS_KEY_ID: '123456789012',
    });

    expect(exitCode).not.toBe(0);
    expect(output).toContain('not in allowed_account_ids');
  });

  test('asks for a state bucket, and makes it once', async () => {
    expect((await run('aws-plan')).output).toContain('make aws-bootstrap');

    const unconfirmed = await run('aws-bootstrap', { CONFIRM: '' });
    expect(unconfirmed.output).toContain('Not confirmed');

    expect((await run('aws-bootstrap')).exitCode).toBe(0);
    expect((await run('aws-bootstrap')).output).toContain('nothing to do');
  });

  test('plans, applies and verifies', async () => {
    const plan = await run('aws-plan');
    expect(plan.output).toContain('STAND-IN for AWS');
    expect(plan.output).toContain('0 to destroy');

    const apply = await run('aws-apply');

    expect(apply.output).toContain('3 payments in payments-sandbox-dev');
    expect(apply.output).toContain('Log lines in /aws/lambda/');
    expect(apply.exitCode).toBe(0);
  });

  test('invokes and shows the log of what is deployed', async () => {
    expect((await run('aws-invoke', { COUNT: '2' })).output).toContain(
      '"count": 2',
    );
    expect((await run('aws-logs')).output).toContain('Payments stored');
  });

  test('refuses the plan a second time', async () => {
    const { exitCode, output } = await run('aws-apply');

    expect(exitCode).not.toBe(0);
    expect(output).toContain('a plan is applied once');
  });

  test('finds everything in order', async () => {
    const { exitCode, output } = await run('aws-doctor');

    expect(output).toMatch(/State bucket +is there/);
    expect(exitCode).toBe(0);
  });

  test('has nothing left to change, and no drift', async () => {
    expect((await run('aws-plan')).output).toContain('No changes.');

    const { output } = await run('aws-status');

    expect(output).toContain('is what is deployed');
    expect(output).toMatch(/Drift +none/);
  });

  test('refuses a plan file that was edited', async () => {
    const file = path.join(
      project.folder,
      '.local/stacks/stand-in-dev/plan.tfplan',
    );
    const plan = readFileSync(file, 'latin1');
    project.write(path.relative(project.folder, file), `${plan}x`);

    const { output } = await run('aws-apply');

    expect(output).toContain('The plan file is not the one that was sealed.');
  });

  test('says who holds the lock of the state', async () => {
    await holdLock(standIn);
    try {
      const { exitCode, output } = await run('aws-plan');

      expect(exitCode).not.toBe(0);
      expect(output).toContain('Another operator is working on this state.');
      expect(output).toContain('alice@laptop has held its lock since');
    } finally {
      await releaseLock(standIn);
    }
  });

  test('lets one of two operators apply a change, and refuses the other', async () => {
    project.write(tfvars, environment(releases.second));
    project.append('lambda/src/handler.ts', "\nconsole.debug('second');\n");
    await project.commit('Change configuration and code');
    expect((await run('aws-plan')).output).toContain('The receipt is for');
    await leaveReceipt();
    const colleague = project.copy();
    for (const folder of [project.folder, colleague]) {
      const plan = await make(folder, 'aws-plan', operator);
      expect(plan.output).toContain('2 to change');
    }

    const outcomes = await Promise.all([
      make(project.folder, 'aws-apply', operator),
      make(colleague, 'aws-apply', operator),
    ]);

    const refused = outcomes.filter(({ exitCode }) => exitCode !== 0);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.output).toMatch(
      /Another operator is working on this state|Saved plan is stale/,
    );
  });

  test('rolls back to the release before', async () => {
    const plan = await run('aws-rollback');
    expect(plan.output).toContain('2 to change');

    expect((await run('aws-apply')).exitCode).toBe(0);

    expect((await run('aws-status')).output).toContain('which is not deployed');
  });

  test('destroys what it deployed, after the account is confirmed', async () => {
    const unconfirmed = await run('aws-destroy', { CONFIRM: '123456789012' });
    expect(unconfirmed.output).toContain('Not confirmed');

    const { exitCode, output } = await run('aws-destroy');

    expect(exitCode).toBe(0);
    expect(output).toContain('ITS DATA WILL BE LOST');
    expect((await run('aws-verify')).output).toContain('Nothing is deployed');
  });

  test('showed no account id, key or token', () => {
    const output = shown.join('\n');

    expect(output).toContain('account ending in 4321');
    expect(output).not.toContain(account);
    expect(output).not.toContain('stand-in-secret');
    expect(output).not.toMatch(/\b(A3T|AKIA|ASIA|LSIA|LKIA)[A-Z0-9]{12,}/);
  });

  test('needed the permissions of docs/deployer-policy.json, no more', async () => {
    const record = await readIamRecord(standIn, account);

    const policy = makeDeployerPolicy(record, {
      account,
      region,
      environment: 'dev',
    });

    expect(unmappedCalls(record)).toEqual([]);
    await expect(`${JSON.stringify(policy, null, 2)}\n`).toMatchFileSnapshot(
      '../../docs/deployer-policy.json',
    );
  });
});
