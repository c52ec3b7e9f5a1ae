import { describe, expect, it } from 'vitest';
import type { Clients } from '../emulator/clients.ts';
import { findResourceType, resourceTypes } from './resource-types.ts';

const clientsWithLogGroup = (logGroupName: string) =>
  ({
    logs: { send: async () => ({ logGroups: [{ logGroupName }] }) },
  }) as unknown as Clients;

const describeLogGroup = resourceTypes.aws_cloudwatch_log_group.describe;

describe('resourceTypes', () => {
  it('finds a log group of this very name', async () => {
    const clients = clientsWithLogGroup('/aws/lambda/one');

    await expect(describeLogGroup(clients, '/aws/lambda/one')).resolves.toBe(
      undefined,
    );
  });

  it('finds no log group whose name only begins the same', async () => {
    const clients = clientsWithLogGroup('/aws/lambda/one-more');

    await expect(
      describeLogGroup(clients, '/aws/lambda/one'),
    ).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  });
});

describe('findResourceType', () => {
  it('returns nothing for a type that Terraform creates over another', () => {
    expect(findResourceType('aws_s3_bucket_versioning')).toBe(undefined);
  });
});
