import { globSync, rmSync } from 'node:fs';
import path from 'node:path';
import { readJson, writeJson } from '../system/files.ts';
import { inLocal } from '../system/paths.ts';
import { type IamRecord, iamRecordSchema } from './record.ts';

const recordFolder = inLocal('iam', 'suites');

/** Keeps the calls that a suite caused in a separate emulator, to be judged with the others. */
export function saveSuiteRecord(
  suite: string,
  record: IamRecord,
  folder = recordFolder,
): void {
  writeJson(path.join(folder, `${suite}.json`), record);
}

/** The records of an earlier run say nothing about this one. */
export function forgetSuiteRecords(folder = recordFolder): void {
  rmSync(folder, { recursive: true, force: true });
}

export function readSuiteRecords(folder = recordFolder): IamRecord[] {
  return globSync('*.json', { cwd: folder }).flatMap(
    (name) => readJson(path.join(folder, name), iamRecordSchema) ?? [],
  );
}

/** The same role in two emulators has the same policies: the configuration's. */
export function mergeRecords(records: IamRecord[]): IamRecord {
  return {
    calls: records.flatMap(({ calls }) => calls),
    policies: Object.assign({}, ...records.map(({ policies }) => policies)),
  };
}
