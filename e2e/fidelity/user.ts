import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteAccessKeyCommand,
  DeleteUserCommand,
  type Tag,
} from '@aws-sdk/client-iam';
import type { Clients } from '../../scripts/emulator/clients.ts';

interface UserKey {
  accessKeyId: string;
  secretAccessKey: string;
}

/** Creates an IAM user without any permission; returns its key. */
export async function createUser(
  { iam }: Clients,
  UserName: string,
  Tags: Tag[] = [],
): Promise<UserKey> {
  await iam.send(new CreateUserCommand({ UserName, Tags }));
  const { AccessKey } = await iam.send(
    new CreateAccessKeyCommand({ UserName }),
  );
  return {
    accessKeyId: AccessKey?.AccessKeyId ?? '',
    secretAccessKey: AccessKey?.SecretAccessKey ?? '',
  };
}

/** Deletes a user whose policies have been deleted. */
export async function deleteUser(
  { iam }: Clients,
  UserName: string,
  { accessKeyId: AccessKeyId }: UserKey,
): Promise<void> {
  await iam.send(new DeleteAccessKeyCommand({ UserName, AccessKeyId }));
  await iam.send(new DeleteUserCommand({ UserName }));
}
