import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { analyse } from './analyse.ts';
import type { IamRecord } from './record.ts';
import {
  forgetSuiteRecords,
  mergeRecords,
  readSuiteRecords,
  saveSuiteRecord,
} from './suite-records.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'records-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Of a role in a separate emulator that makes some of the calls that it may make. */
function recordOf(
  account: string,
  calls: Record<string, boolean> = {},
): IamRecord {
  const role = `arn:aws:iam::${account}:role/generator`;
  const resource = `arn:aws:sqs:us-east-1:${account}:dead-letters`;
  const statement = {
    Sid: 'Send',
    Effect: 'Allow',
    Action: ['sqs:SendMessage', 'sqs:ReceiveMessage'],
    Resource: resource,
  };
  return {
    calls: Object.entries(calls).map(([action, allowed]) => ({
      account,
      role,
      operation: action,
      action,
      resource,
      allowed,
      count: 1,
      basis: null,
      second_opinion: null,
    })),
    policies: {
      [role]: [
        JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
      ],
    },
  };
}

const story = recordOf('111111111111', { 'sqs:ReceiveMessage': true });

describe('mergeRecords', () => {
  it('counts a permission as used that only a suite has used', () => {
    const suite = recordOf('000000000000', { 'sqs:SendMessage': true });

    expect(analyse(mergeRecords([story])).unused).toHaveLength(1);
    expect(analyse(mergeRecords([story, suite])).unused).toEqual([]);
  });

  it('keeps a call that only a suite was refused', () => {
    const suite = recordOf('000000000000', { 'sqs:DeleteMessage': false });

    const { denied } = analyse(mergeRecords([story, suite]));

    expect(denied).toEqual([
      expect.objectContaining({ action: 'sqs:DeleteMessage' }),
    ]);
  });
});

describe('the record of a suite', () => {
  it('is read back, until the next run forgets it', () => {
    saveSuiteRecord('guarantees', story, folder);
    expect(readSuiteRecords(folder)).toEqual([story]);

    forgetSuiteRecords(folder);

    expect(readSuiteRecords(folder)).toEqual([]);
  });
});
