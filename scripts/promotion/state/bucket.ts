import { Readable } from 'node:stream';
import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  PutBucketEncryptionCommand,
  PutBucketVersioningCommand,
  PutObjectCommand,
  PutPublicAccessBlockCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import { SandboxError } from '../../output/errors.ts';
import type { Identity } from '../account/identity.ts';
import type { Target } from '../account/target.ts';

/** The largest object is a release; Lambda accepts zips up to 50 MB. */
const maxObjectBytes = 64 * 1024 * 1024;

/** Holds the state, its lock, the releases and the deployment records. */
export class StateBucket {
  readonly name: string;
  readonly #s3: S3Client;
  readonly #target: Target;

  constructor(s3: S3Client, target: Target, { account }: Identity) {
    this.#s3 = s3;
    this.#target = target;
    // Bucket names are global in AWS: the account id makes this one unique.
    this.name = `payments-sandbox-state-${account}-${target.region}`;
  }

  /** The key of an object of this environment. */
  key(...segments: string[]): string {
    return [this.#target.envName, ...segments].join('/');
  }

  async exists(): Promise<boolean> {
    try {
      await this.#s3.send(new HeadBucketCommand({ Bucket: this.name }));
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'NotFound') {
        return false;
      }
      throw error;
    }
  }

  /** Versioned, encrypted and private before it holds any object. */
  async create(): Promise<void> {
    const Bucket = this.name;
    const { region } = this.#target;
    await this.#s3.send(
      new CreateBucketCommand(
        // The API rejects us-east-1 as a location constraint.
        region === 'us-east-1'
          ? { Bucket }
          : {
              Bucket,
              CreateBucketConfiguration: {
                LocationConstraint: region as 'eu-central-1',
              },
            },
      ),
    );
    await this.#s3.send(
      new PutPublicAccessBlockCommand({
        Bucket,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      }),
    );
    await this.#s3.send(
      new PutBucketVersioningCommand({
        Bucket,
        VersioningConfiguration: { Status: 'Enabled' },
      }),
    );
    await this.#s3.send(
      new PutBucketEncryptionCommand({
        Bucket,
        ServerSideEncryptionConfiguration: {
          Rules: [
            {
              ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
            },
          ],
        },
      }),
    );
  }

  async put(key: string, body: string | Uint8Array): Promise<void> {
    await this.#s3.send(
      new PutObjectCommand({ Bucket: this.name, Key: key, Body: body }),
    );
  }

  /** @returns false if the object exists already. */
  async putOnce(key: string, body: string): Promise<boolean> {
    try {
      await this.#s3.send(
        new PutObjectCommand({
          Bucket: this.name,
          Key: key,
          Body: body,
          IfNoneMatch: '*',
        }),
      );
      return true;
    } catch (error) {
      if (error instanceof Error && error.name === 'PreconditionFailed') {
        return false;
      }
      throw error;
    }
  }

  /** @throws SandboxError for an object larger than the sandbox ever writes. */
  async get(key: string): Promise<Uint8Array | undefined> {
    try {
      const { Body, ContentLength = 0 } = await this.#s3.send(
        new GetObjectCommand({ Bucket: this.name, Key: key }),
      );
      if (ContentLength > maxObjectBytes) {
        if (Body instanceof Readable) {
          Body.destroy();
        }
        throw new SandboxError(`The object ${key} is too large.`, {
          why: `It has ${ContentLength} bytes; the sandbox never writes more than ${maxObjectBytes}.`,
          next: 'restore its previous version: the state bucket is versioned',
        });
      }
      return await Body?.transformToByteArray();
    } catch (error) {
      if (error instanceof Error && error.name === 'NoSuchKey') {
        return undefined;
      }
      throw error;
    }
  }

  /** Sorted by name. */
  async list(prefix: string): Promise<string[]> {
    const pages = paginateListObjectsV2(
      { client: this.#s3 },
      { Bucket: this.name, Prefix: prefix },
    );
    const keys: string[] = [];
    for await (const { Contents = [] } of pages) {
      keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    }
    return keys.sort();
  }
}
