import { createHash } from 'node:crypto';
import path from 'node:path';
import { type UnzipFileInfo, unzipSync } from 'fflate';
import { deployedPatterns, digestOfParts } from '../../receipt/receipt.ts';
import type { Deployment } from '../state/deployments.ts';

/** The facts that a release has to match. */
export interface ReleaseFacts
  extends Pick<Deployment, 'commit' | 'digest' | 'releaseSha256'> {
  zipSha256: string;
  environment: string;
  /** The files of terraform/ as the commit holds them. */
  committed: Record<string, Buffer>;
}

interface Examined {
  files: Record<string, Uint8Array>;
  objections: string[];
}

/** Unpacked size; Lambda accepts zips up to 50 MB, and the rest is small. */
export const maxReleaseBytes = 64 * 1024 * 1024;

const bundleName = 'lambda.zip';

/**
 * Unpacks a release in memory without trusting it: any writer of the bucket may
 * have chosen its names, sizes and contents.
 */
export function examineRelease(zip: Uint8Array, facts: ReleaseFacts): Examined {
  const { digest, releaseSha256, zipSha256 } = facts;
  // Records of older versions have none; for those only the digest below decides.
  if (releaseSha256 !== undefined && releaseSha256 !== zipSha256) {
    return refuse(
      `Its SHA-256 is ${zipSha256}, the record says ${releaseSha256}.`,
    );
  }
  const expected = expectedFiles(facts);
  const listed = listFiles(zip);
  const objections = Array.isArray(listed)
    ? judgeNames(listed, [...Object.keys(expected), bundleName])
    : [listed.fault];
  if (objections.length > 0) {
    return refuse(...objections);
  }
  const files = unpack(zip);
  if (!files) {
    return refuse('Its contents are damaged.');
  }
  const differing = Object.keys(expected).filter(
    (name) => !expected[name]?.equals(files[name] ?? new Uint8Array()),
  );
  const bundle = files[bundleName] ?? new Uint8Array();
  const sha256 = createHash('sha256').update(bundle).digest('hex');
  const deployed = digestOfParts({ sha256 }, deployedParts(facts));
  return {
    files,
    objections: [
      ...differing.map(
        (name) =>
          `${name} differs from that of commit ${facts.commit.slice(0, 12)}.`,
      ),
      ...(deployed === digest
        ? []
        : [
            `${bundleName} and terraform/ of commit ${facts.commit.slice(0, 12)} have digest ${deployed.slice(0, 12)}, not ${digest.slice(0, 12)}.`,
          ]),
    ],
  };
}

function refuse(...objections: string[]): Examined {
  return { files: {}, objections };
}

/** Keyed by their names in Terraform's working folder. */
function expectedFiles({
  committed,
  environment,
}: ReleaseFacts): Record<string, Buffer | undefined> {
  const configuration = Object.entries(committed).filter(
    ([name]) => /^[^./][^/]*\.tf$/.test(name) || name === '.terraform.lock.hcl',
  );
  return {
    ...Object.fromEntries(configuration),
    'env.auto.tfvars': committed[`env/${environment}.tfvars`],
  };
}

/** The files of a commit that the deployment's digest covers. */
function deployedParts({ committed }: ReleaseFacts): Record<string, Buffer> {
  return Object.fromEntries(
    Object.entries(committed).filter(([name]) =>
      deployedPatterns.some((pattern) => path.matchesGlob(name, pattern)),
    ),
  );
}

/** Checks the archive's directory, without unpacking it. */
function listFiles(zip: Uint8Array): UnzipFileInfo[] | { fault: string } {
  const found: UnzipFileInfo[] = [];
  try {
    unzipSync(zip, {
      filter(file) {
        found.push(file);
        return false;
      },
    });
  } catch (error) {
    return { fault: `It is not a zip archive: ${String(error)}.` };
  }
  return found;
}

function unpack(zip: Uint8Array): Record<string, Uint8Array> | undefined {
  try {
    return unzipSync(zip);
  } catch {
    return undefined;
  }
}

function judgeNames(found: UnzipFileInfo[], expected: string[]): string[] {
  const names = found.map(({ name }) => name);
  const bytes = found.reduce((sum, { originalSize }) => sum + originalSize, 0);
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const unknown = names.filter((name) => !expected.includes(name));
  const missing = expected.filter((name) => !names.includes(name));
  return [
    ...unknown.map(
      (name) =>
        `It holds ${JSON.stringify(name)}, which is not a file of a release.`,
    ),
    ...twice.map((name) => `It holds ${JSON.stringify(name)} twice.`),
    ...missing.map((name) => `It lacks ${name}.`),
    ...(bytes > maxReleaseBytes
      ? [`It unpacks to ${bytes} bytes, more than ${maxReleaseBytes}.`]
      : []),
  ];
}
