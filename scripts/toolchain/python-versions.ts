/** What LocalStack 4.13.1 runs on: one of its packages has no release for 3.14. */
export const pythonVersions = ['3.11', '3.12', '3.13'] as const;

const [oldest, , newest] = pythonVersions;

/** For a sentence: `3.11 to 3.13`. */
export const pythonRange = `${oldest} to ${newest}`;

/** As uv takes it: any release before the minor version that is too new. */
export const pythonSpecifier = `>=${oldest},<3.${Number(newest.slice(2)) + 1}`;

/** Whether LocalStack runs on a release such as `3.12.1`. */
export function isSuitablePython(release: string): boolean {
  return pythonVersions.some((version) => release.startsWith(`${version}.`));
}
