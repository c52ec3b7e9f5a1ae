import { ResourceNotFoundException } from '@aws-sdk/client-dynamodb';
import { NoSuchBucket, S3ServiceException } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { describeError } from '../output/errors.ts';
import { explainServiceError } from './service-error.ts';

const $metadata = { httpStatusCode: 400 };

const describeAll = (error: unknown) =>
  describeError(explainServiceError(error));

describe('explainServiceError', () => {
  it.each([
    new ResourceNotFoundException({ message: 'as it says', $metadata }),
    new NoSuchBucket({ message: 'as it says', $metadata }),
  ])('explains how to recreate a lost resource ($name)', (error) => {
    expect(describeAll(error)).toMatch(
      /^A resource of the stack is missing\.\n.*as it says\..*\nIt was deleted, .*\nNext: `make local-up`/,
    );
  });

  it('reports any other error with its status', () => {
    const error = new S3ServiceException({
      name: 'InternalError',
      message: 'as it says',
      $fault: 'server',
      $metadata: { httpStatusCode: 500 },
    });

    expect(describeAll(error)).toBe(
      'LocalStack refused a call: InternalError.\n' +
        'as it says (status 500)\nNext: `make status`',
    );
  });

  it('explains how to recover the table while DynamoDB Local restarts', () => {
    const error = new S3ServiceException({
      name: 'InternalError',
      message:
        "exception while calling dynamodb.DescribeTable: HTTPConnection(host='localhost', port=58051): Failed to establish a new connection: [Errno 111] Connection refused",
      $fault: 'server',
      $metadata: { httpStatusCode: 500 },
    });

    expect(describeAll(error)).toMatch(
      /^DynamoDB Local has ended\.\n.*\nNext: `make local-up`.*`make reconcile FIX=1`/,
    );
  });

  it('says that LocalStack no longer responds', () => {
    const error = Object.assign(new Error('connect ECONNREFUSED'), {
      code: 'ECONNREFUSED',
      $metadata: { attempts: 3, totalRetryDelay: 300 },
    });

    expect(describeAll(error)).toBe(
      'LocalStack no longer responds.\n' +
        'Error: connect ECONNREFUSED\nNext: `make local-up`',
    );
  });

  it('returns every other error unchanged', () => {
    const error = new Error('of the code');

    expect(explainServiceError(error)).toBe(error);
  });
});
