import { isAtLeast, readVersionOf } from '../system/version.ts';

/** The AWS CLI on PATH, and how it would miss the sandbox after `make env`. */
export interface AwsCli {
  version: string;
  problem?: { why: string; fix: string };
}

const install = 'install AWS CLI 2.13 or later';

/** Undefined if there is none: it is optional. */
export async function readAwsCli(): Promise<AwsCli | undefined> {
  const version = await readVersionOf('aws', /^aws-cli\/(\S+)/);
  if (version === undefined) {
    return undefined;
  }
  const isVersion1 = !isAtLeast(version, [2, 0]);
  if (!isAtLeast(version, isVersion1 ? [1, 29] : [2, 13])) {
    return {
      version,
      problem: {
        why: 'every command ignores AWS_ENDPOINT_URL and calls AWS itself',
        fix: `\`aws --endpoint-url "$AWS_ENDPOINT_URL" …\`, or ${install}`,
      },
    };
  }
  // It sets the endpoint of SQS to a built-in host name, unless the option is given.
  return isVersion1
    ? {
        version,
        problem: {
          why: '`aws sqs` ignores AWS_ENDPOINT_URL and calls AWS itself',
          fix: `\`aws --endpoint-url "$AWS_ENDPOINT_URL" sqs …\`, or ${install}`,
        },
      }
    : { version };
}
