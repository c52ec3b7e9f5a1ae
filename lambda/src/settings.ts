import { MissingSettingError } from './errors.ts';

/** Reads the one setting that is ours; the rest belongs to the libraries. */
export function readTableName(environment: NodeJS.ProcessEnv): string {
  const tableName = environment.TABLE_NAME;
  if (!tableName) {
    throw new MissingSettingError('TABLE_NAME');
  }
  return tableName;
}
