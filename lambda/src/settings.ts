import { MissingSettingError } from './errors.ts';

export interface Settings {
  readonly tableName: string;
  readonly bucketName: string;
}

/** Reads the function's own settings; its libraries read the other variables. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const { TABLE_NAME, BUCKET_NAME } = environment;
  if (!TABLE_NAME || !BUCKET_NAME) {
    const names = Object.entries({ TABLE_NAME, BUCKET_NAME })
      .filter(([, value]) => !value)
      .map(([name]) => name);
    throw new MissingSettingError(names);
  }
  return { tableName: TABLE_NAME, bucketName: BUCKET_NAME };
}
