import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, DeleteBucketCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Clients, createClients } from '../../scripts/emulator/clients.ts';
import { readIamRecord } from '../../scripts/iam/record.ts';
import {
  makeDeployerPolicy,
  unmappedCalls,
} from '../../scripts/iam/test-support/derive-deployer-policy.ts';
import { Operator } from './operator.ts';
import { ProjectCopy } from './project-copy.ts';
import { type StandIn, startStandIn } from './stand-in.ts';
import { openStateBucket } from './state-bucket.ts';

// One scenario: each test continues where the previous one ended.

const account = '210987654321';
const stranger = '123456789012';
const region = 'eu-central-1';
const tfvars = 'terraform/env/dev.tfvars';
const sealed = '.local/stacks/stand-in-dev';

/** Two releases, so that the deployer's policy also covers a change. */
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
let operator: Operator;
let clients: Clients;
let stateBucket: ReturnType<typeof openStateBucket>;

beforeAll(async () => {
  standIn = await startStandIn();
  operator = new Operator(project.folder, standIn, [account, stranger]);
  clients = createClients(standIn, { region, accountId: account });
  stateBucket = openStateBucket(standIn, account, region);
  await project.create();
  project.write(tfvars, environment(releases.first));
  await project.commit('Deploy');
});

afterAll(async () => {
  // Undefined if it did not start, which is the error to show.
  await (standIn as StandIn | undefined)?.stop();
  project.remove();
});

describe('promotion to a stand-in for AWS', () => {
  // Nothing listens there, so a call would fail with another message.
  const nowhere = { SANDBOX_AWS_STAND_IN_ENDPOINT: 'http://127.0.0.1:9' };

  test('is refused from a changed tree without a receipt, before any call', async () => {
    const stray = 'terraform/stray_override.tf';
    await project.withChanged(['README.md'], async () => {
      project.write(stray, '');
      project.append('README.md', 'changed');

      await operator.expectRefusal(
        'aws-plan',
        [
          'No e2e run has passed for digest',
          'The tree differs from commit',
          'M README.md',
          'terraform/ holds stray_override.tf',
        ],
        nowhere,
      );
    });
    rmSync(project.path(stray));
  });

  test('is refused with a Terraform that cannot lock, before any call', async () => {
    // A fake Terraform, which only prints a version.
    const bin = project.path('.local/terraform-1.9');
    mkdirSync(bin);
    writeFileSync(
      path.join(bin, 'terraform'),
      '#!/bin/sh\necho \'{"terraform_version":"1.9.8"}\'',
      { mode: 0o755 },
    );

    await operator.expectRefusal(
      'aws-status',
      ['Terraform 1.9.8 cannot lock a state in S3 by itself'],
      { ...nowhere, PATH: `${bin}:${process.env.PATH}` },
    );
  });

  test('is refused with an endpoint variable, before any call', async () => {
    const commands = [
      ...['aws-bootstrap', 'aws-plan', 'aws-apply', 'aws-verify', 'aws-status'],
      ...['aws-invoke', 'aws-logs', 'aws-rollback', 'aws-destroy'],
    ];
    await Promise.all(
      commands.map((command) =>
        operator.expectRefusal(
          command,
          ['AWS_ENDPOINT_URL would send calls for AWS to http://127.0.0.1:1'],
          { ...nowhere, AWS_ENDPOINT_URL: 'http://127.0.0.1:1' },
        ),
      ),
    );
  });

  test('is refused with the credentials of another account', async () => {
    await project.issueReceipt();

    await operator.expectRefusal('aws-plan', ['not in allowed_account_ids'], {
      AWS_ACCESS_KEY_ID: stranger,
    });
  });

  test('requires a state bucket, and creates it once', async () => {
    await operator.expectRefusal('aws-plan', ['make aws-bootstrap']);
    await operator.expectRefusal('aws-bootstrap', ['Not confirmed'], {
      CONFIRM: '',
    });

    expect((await operator.run('aws-bootstrap')).exitCode).toBe(0);
    // The control: the check for writes does see one.
    expect(await operator.countWrites()).toBeGreaterThan(0);
    expect((await operator.run('aws-bootstrap')).output).toContain(
      'nothing to do',
    );
  });

  test('consumes a plan, even if its apply fails half-way', async () => {
    const plan = await operator.run('aws-plan');
    expect(plan.output).toContain('STAND-IN for AWS');
    expect(plan.output).toContain('0 to destroy');
    cpSync(project.path(sealed), project.path('.local/first-plan'), {
      recursive: true,
      verbatimSymlinks: true,
    });
    const Bucket = `payments-sandbox-dev-journal-${account}`;
    await clients.s3.send(new CreateBucketCommand({ Bucket }));

    const { exitCode, output } = await operator.run('aws-apply');

    expect(exitCode).not.toBe(0);
    expect(output).toContain('terraform apply failed.');
    expect(output).toContain('payments-sandbox-dev-journal-********4321');
    await clients.s3.send(new DeleteBucketCommand({ Bucket }));
    await operator.expectRefusal('aws-apply', [
      'a plan is applied once, even if that failed',
    ]);
  });

  test('plans again, applies what is missing and verifies it', async () => {
    expect((await operator.run('aws-plan')).output).toContain('to add');

    const { exitCode, output } = await operator.run('aws-apply');

    expect(output).toContain('3 payments in payments-sandbox-dev');
    expect(output).toContain('Journal object journal/');
    expect(output).toContain('Log lines in /aws/lambda/');
    expect(exitCode).toBe(0);
  });

  test('invokes the deployed function and shows its log', async () => {
    expect((await operator.run('aws-invoke', { COUNT: '2' })).output).toContain(
      '"count": 2',
    );
    expect((await operator.run('aws-logs')).output).toContain(
      'Payments stored',
    );
  });

  test('has nothing left to change, no drift, and everything in order', async () => {
    const [plan, status, doctor] = await Promise.all([
      operator.run('aws-plan'),
      operator.run('aws-status'),
      operator.run('aws-doctor'),
    ]);

    expect(plan.output).toContain('No changes.');
    expect(status.output).toContain('is what is deployed');
    expect(status.output).toMatch(/Drift +none/);
    expect(doctor.output).toMatch(/State bucket +exists/);
    expect(doctor.exitCode).toBe(0);
  });

  test('refuses a sealed plan if a file was changed', async () => {
    const files = ['plan.tfplan', '.terraform.lock.hcl', 'lambda.zip'].map(
      (name) => `${sealed}/${name}`,
    );
    await project.withChanged([...files, `${sealed}/seal.json`], async () => {
      for (const file of files) {
        project.append(file, '#');
      }
      project.write(`${sealed}/evil_override.tf`, '');
      await project.changeSeal(sealed, { expiresAt: '2000-01-01T00:00:00Z' });

      await operator.expectRefusal('aws-apply', [
        'The plan file is not the one that was sealed.',
        'The lock file is not the one that the plan was made with.',
        'The zip is not the one that the plan was made with.',
        'The configuration next to the plan is not the one',
        'The plan expired at 2000',
      ]);
    });
    rmSync(project.path(`${sealed}/evil_override.tf`));
  });

  test('refuses a forged seal and a forged receipt', async () => {
    const receipts = globSync('.local/receipts/*.json', {
      cwd: project.folder,
    });
    expect(receipts).not.toEqual([]);
    await project.withChanged(
      [`${sealed}/seal.json`, ...receipts],
      async () => {
        project.replaceAll(
          `${sealed}/seal.json`,
          '"purpose": "apply"',
          '"purpose": "rollback"',
        );
        for (const receipt of receipts) {
          project.replaceAll(receipt, /"passed": \d+/, '"passed": 99');
        }

        await operator.expectRefusal('aws-apply', [
          'seal.json is not trusted.',
        ]);
        await operator.expectRefusal('aws-plan', ['.json is not trusted.']);
        await operator.expectRefusal('aws-doctor', ['.json is not trusted.']);
      },
    );
  });

  test('refuses a sealed plan of another source, account or region', async () => {
    await project.withChanged([`${sealed}/seal.json`, tfvars], async () => {
      await project.changeSeal(sealed, {
        account: stranger,
        region: 'us-east-1',
      });
      project.append(tfvars, '# changed');

      await operator.expectRefusal('aws-apply', [
        'terraform/, lambda/ or journal/ has changed since the plan was made.',
        'The plan is for the account ending in 9012',
        'The plan is for stand-in dev in us-east-1',
      ]);
    });
    project.append('README.md', 'changed');
    await project.commit('Change what is not deployed');

    await operator.expectRefusal('aws-apply', ['The plan is of commit']);
    await project.git('reset', '--quiet', '--hard', 'HEAD~1');
  });

  test('refuses the state of another target', () =>
    stateBucket.withForeignStamp(() =>
      operator.expectRefusal('aws-plan', [
        'This state belongs to another target.',
        'It is stamped for aws dev',
      ]),
    ));

  test('reports who holds the lock of the state', async () => {
    await stateBucket.holdLock();
    try {
      await operator.expectRefusal('aws-plan', [
        'Another operator is working on this state.',
        'alice@laptop has held its lock since',
      ]);
    } finally {
      await stateBucket.releaseLock();
    }
  });

  test('refuses a plan that allows too much, loses data or names an emulator', async () => {
    project.replaceAll(
      'terraform/iam.tf',
      'dynamodb:BatchWriteItem',
      'dynamodb:*',
    );
    project.replaceAll('terraform/iam.tf', 'Execution role', 'localhost role');
    project.replaceAll(
      'terraform/locals.tf',
      /-(journal|payments)\b/,
      '-new-$1',
    );
    await project.commit('Go wrong');
    await project.issueReceipt();

    await operator.expectRefusal(
      'aws-plan',
      [
        'The plan names localhost: it was made for an emulator.',
        'statement WritePayments allows action dynamodb:*.',
        'aws_dynamodb_table.payment would be LOST (replace).\nNext:',
      ],
      { ALLOW_DELETE: 'aws_s3_bucket.journal' },
    );
    await operator.expectRefusal('aws-apply', [
      'There is no sealed plan for dev.',
    ]);
    await project.git('reset', '--quiet', '--hard', 'HEAD~1');
  });

  test('lets one of two operators apply a change, and refuses the other', async () => {
    project.write(tfvars, environment(releases.second));
    project.append('lambda/src/handler.ts', "\nconsole.debug('second');\n");
    await project.commit('Change configuration and code');
    await operator.expectRefusal('aws-plan', ['The receipt is for']);
    await project.issueReceipt();
    const colleague = project.copy();
    for (const folder of [project.folder, colleague]) {
      const { output } = await operator.run('aws-plan', {}, folder);
      expect(output).toContain('2 to change');
    }

    const outcomes = await Promise.all([
      operator.run('aws-apply'),
      operator.run('aws-apply', {}, colleague),
    ]);

    const refused = outcomes.filter(({ exitCode }) => exitCode !== 0);
    expect(refused).toHaveLength(1);
    expect(refused[0]?.output).toMatch(
      /Another operator is working on this state|Saved plan is stale/,
    );
  });

  test('refuses to roll back to a release that was changed', () =>
    stateBucket.withEvilReleases(async () => {
      await operator.expectRefusal('aws-rollback', ['is not trusted.']);

      expect(existsSync(project.path('.local/escaped.txt'))).toBe(false);
      expect(existsSync(project.path(`${sealed}/iam.tf`))).toBe(false);
    }));

  test('rolls back to the previous release', async () => {
    const plan = await operator.run('aws-rollback');
    expect(plan.output).toContain('2 to change');

    expect((await operator.run('aws-apply')).exitCode).toBe(0);
  });

  test('destroys what it deployed, unless it is protected or not confirmed', async () => {
    const protect = (DeletionProtectionEnabled: boolean) =>
      clients.dynamoDb.send(
        new UpdateTableCommand({
          TableName: 'payments-sandbox-dev-payments',
          DeletionProtectionEnabled,
        }),
      );
    await protect(true);
    await operator.expectRefusal('aws-destroy', [
      'is protected against deletion',
    ]);
    await protect(false);
    const [status] = await Promise.all([
      operator.run('aws-status'),
      operator.expectRefusal('aws-destroy', ['Not confirmed'], {
        CONFIRM: stranger,
      }),
    ]);
    expect(status.output).toContain('which is not deployed');
    // That destroy was planned and sealed, but not confirmed.
    await operator.expectRefusal('aws-apply', [
      'The sealed plan destroys dev.',
    ]);

    const { exitCode, output } = await operator.run('aws-destroy');

    expect(exitCode).toBe(0);
    expect(output).toContain('ITS DATA WILL BE LOST');
    await operator.expectRefusal('aws-verify', ['Nothing is deployed']);
  });

  test('refuses the very first plan again, from a copy of its folder', async () => {
    await project.git('checkout', '--quiet', 'HEAD~1');
    rmSync(project.path(sealed), { recursive: true });
    cpSync(project.path('.local/first-plan'), project.path(sealed), {
      recursive: true,
      verbatimSymlinks: true,
    });

    await operator.expectRefusal('aws-apply', ['The plan was used already']);
  });

  test('showed no account id, key or token', () => {
    const output = operator.shown.join('\n');

    expect(output).toContain('account ending in 4321');
    expect(output).not.toContain(account);
    expect(output).not.toContain(stranger);
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
