import { existsSync, readFileSync } from 'node:fs';
import { formatTable } from '../output/table.ts';
import { writeJson } from '../system/files.ts';
import { parseJson } from '../system/json.ts';
import { inLocal } from '../system/paths.ts';
import {
  analyse,
  type Grant,
  type IamAnalysis,
  leastPolicy,
} from './analyse.ts';
import { crossCheck, type Disagreement } from './cross-check.ts';
import { type IamRecord, iamRecordSchema } from './record.ts';

const savedRecord = inLocal('iam', 'e2e.json');

export function saveIamRecord(record: IamRecord): void {
  writeJson(savedRecord, record);
}

/** The record of the last e2e run; undefined if there was none. */
export function readSavedIamRecord(file = savedRecord): IamRecord | undefined {
  return existsSync(file)
    ? parseJson(readFileSync(file, 'utf8'), iamRecordSchema, {
        what: 'The recorded calls cannot be read.',
        next: '`make e2e`, then `make iam` again',
      })
    : undefined;
}

export interface IamReport extends IamAnalysis {
  checked: number;
  disagreements: Disagreement[];
}

export async function makeIamReport(record: IamRecord): Promise<IamReport> {
  return { ...analyse(record), ...(await crossCheck(record)) };
}

/** Whether exactly the needed permissions are granted, and both evaluators agree. */
export function isLeast(report: IamReport): boolean {
  const { used, unused, denied, disagreements } = report;
  return (
    used.length > 0 && [unused, denied, disagreements].every((list) => !list[0])
  );
}

export function formatIamReport(report: IamReport): string {
  const { used, unused, denied, checked, disagreements } = report;
  return [
    section('Allowed and used', grantTable(used)),
    section('Allowed, never used: remove', grantTable(unused)),
    section(
      'Used, not allowed: fails on AWS too',
      table(
        ['operation', 'action', 'resource', 'calls'],
        denied.map(({ operation, action, resource, count }) => [
          operation,
          action ?? 'no mapping',
          resource ?? '',
          String(count),
        ]),
      ),
    ),
    section(
      'The least sufficient policy',
      JSON.stringify(leastPolicy(report), null, 2),
    ),
    `Cross-check with a second evaluator, moto and AWS's lists: ${checked} calls, ` +
      `${disagreements.length === 0 ? 'all agree on every one' : `${disagreements.length} disagreements`}.`,
    ...disagreements.map(
      ({ call, other }) =>
        `  ${call.action} on ${call.resource}: ${call.allowed ? 'allowed' : 'refused'} here, there: ${other}`,
    ),
  ].join('\n');
}

function section(title: string, body: string): string {
  return `${title}\n\n${body}\n`;
}

function grantTable(grants: Grant[]): string {
  return table(
    ['action', 'resource', 'calls'],
    grants.map(({ action, resource, calls }) => [
      action,
      resource,
      String(calls),
    ]),
  );
}

function table(header: string[], rows: string[][]): string {
  return rows.length === 0 ? 'none' : formatTable(header, rows, ['calls']);
}
