import { describe, expect, it } from 'vitest';
import { assertPointsOnlyTo } from './provider-override.ts';

const endpoint = 'http://127.0.0.1:4566';
const override = (dynamoDb: string) => `
  provider "aws" {
    endpoints {
      dynamodb = "${dynamoDb}"
      s3       = "${endpoint}"
    }
  }`;

describe('assertPointsOnlyTo', () => {
  it('accepts an override that names the emulator alone', () => {
    expect(() =>
      assertPointsOnlyTo(endpoint, override(endpoint)),
    ).not.toThrow();
  });

  it.each([
    'https://dynamodb.eu-central-1.amazonaws.com',
    'http://127.0.0.1:4567',
    'http://127.0.0.1:4566.example.com',
    'http://s3.localhost.localstack.cloud:4566',
    'HTTPS://ELSEWHERE.EXAMPLE',
  ])('refuses an additional %s', (address) => {
    expect(() => assertPointsOnlyTo(endpoint, override(address))).toThrow(
      expect.objectContaining({
        message: 'The provider override cannot be trusted.',
        why: `It names "${address}" in addition to ${endpoint}.`,
      }),
    );
  });

  it('refuses an override without any endpoint', () => {
    expect(() => assertPointsOnlyTo(endpoint, 'provider "aws" {}')).toThrow(
      expect.objectContaining({
        why: 'It names no endpoint, so Terraform would call AWS.',
      }),
    );
  });
});
