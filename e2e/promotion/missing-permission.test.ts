import { existsSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { findFreePort } from '../../scripts/system/ports.ts';
import { startMake } from '../support/make.ts';
import { ProjectCopy } from './project-copy.ts';

// The negative control of e2e and of the receipt: runs `make e2e` in a copy of
// this project whose role lacks a permission that the function needs.

const project = new ProjectCopy();
afterAll(() => project.remove());

test('make e2e fails and names a permission that was removed', async () => {
  await project.create(['dynamodb-local', 'python', 'terraform']);
  project.replaceAll(
    'terraform/iam.tf',
    'dynamodb:BatchWriteItem',
    'dynamodb:DescribeTable',
  );
  const port = await findFreePort();

  const { exitCode, output } = await startMake(project.folder, ['e2e'], {
    ENGINE: 'host',
    ENV: 'local',
    PORT: String(port),
  }).ended;

  expect(exitCode).not.toBe(0);
  expect(output).toContain('The role lacks permissions that it needs.');
  expect(output).toMatch(
    /dynamodb:BatchWriteItem on arn:aws:dynamodb:\S+ was refused\./,
  );
  expect(existsSync(project.path('.local/receipts'))).toBe(false);
});
