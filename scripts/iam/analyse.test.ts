import { describe, expect, it } from 'vitest';
import { analyse, leastPolicy } from './analyse.ts';
import type { RecordedCall } from './record.ts';

const table = 'arn:aws:dynamodb:us-east-1:111111111111:table/payments';
const stream = 'arn:aws:logs:us-east-1:111111111111:log-group:g:log-stream:';

function call(role: string | null, action: string, more = {}): RecordedCall {
  return {
    account: '111111111111',
    role,
    operation: action,
    action,
    resource: table,
    allowed: true,
    count: 2,
    basis: null,
    second_opinion: null,
    ...more,
  };
}

function policy(...actions: string[]): string {
  return JSON.stringify({
    Statement: [
      { Sid: 'Pay', Effect: 'Allow', Action: actions, Resource: table },
      {
        Sid: 'Log',
        Effect: 'Allow',
        Action: 'logs:Put*',
        Resource: `${stream}*`,
      },
    ],
  });
}

const log = call('role/a', 'logs:PutLogEvents', { resource: `${stream}x` });

describe('analyse', () => {
  it('separates used from unused permissions', () => {
    const { used, unused, denied } = analyse({
      calls: [call('role/a', 'dynamodb:PutItem'), log],
      policies: { 'role/a': [policy('dynamodb:PutItem', 'dynamodb:Scan')] },
    });

    expect(used.map(({ action, calls }) => [action, calls])).toEqual([
      ['dynamodb:PutItem', 2],
      ['logs:Put*', 2],
    ]);
    expect(unused.map(({ action }) => action)).toEqual(['dynamodb:Scan']);
    expect(denied).toEqual([]);
  });

  it('counts a permission as used if one of several stacks uses it', () => {
    const document = policy('dynamodb:PutItem', 'dynamodb:Scan');

    const { unused } = analyse({
      calls: [
        call('role/a', 'dynamodb:PutItem'),
        call('role/b', 'dynamodb:Scan'),
        log,
      ],
      policies: { 'role/a': [document], 'role/b': [document] },
    });

    expect(unused).toEqual([]);
  });

  it('counts only allowed calls, on the named resource', () => {
    const { unused } = analyse({
      calls: [
        call('role/a', 'dynamodb:PutItem', { allowed: false }),
        call('role/a', 'dynamodb:PutItem', { resource: `${table}-other` }),
        call(null, 'dynamodb:PutItem'),
      ],
      policies: { 'role/a': [policy('dynamodb:PutItem')] },
    });

    expect(unused.map(({ action }) => action)).toContain('dynamodb:PutItem');
  });

  it('reports refused calls, but no call by the developer', () => {
    const refused = call('role/a', 'dynamodb:Scan', { allowed: false });
    const unmapped = call('role/a', 'dynamodb:ImportTable', {
      action: null,
      resource: null,
      allowed: false,
    });

    const { denied } = analyse({
      calls: [refused, unmapped, call(null, 'iam:GetUser', { action: null })],
      policies: { 'role/a': [] },
    });

    expect(denied).toEqual([refused, unmapped]);
  });
});

describe('leastPolicy', () => {
  it('keeps used permissions and adds refused ones', () => {
    const analysis = analyse({
      calls: [
        call('role/a', 'dynamodb:PutItem'),
        call('role/a', 'dynamodb:GetItem', { allowed: false }),
      ],
      policies: { 'role/a': [policy('dynamodb:PutItem', 'dynamodb:Scan')] },
    });

    expect(leastPolicy(analysis)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'Pay',
          Effect: 'Allow',
          Action: ['dynamodb:PutItem'],
          Resource: table,
        },
        {
          Sid: 'Missing',
          Effect: 'Allow',
          Action: ['dynamodb:GetItem'],
          Resource: table,
        },
      ],
    });
  });
});
