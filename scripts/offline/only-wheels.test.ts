import { describe, expect, it } from 'vitest';
import { readOnlyWheels } from './only-wheels.ts';

describe('readOnlyWheels', () => {
  it('leaves a package to pip if it has several wheels, none, or one on this disk', () => {
    const lock = `
      lock-version = "1.0"
      [[packages]]
      name = "boto3"
      wheels = [{ url = "https://example.com/boto3-1.0-py3-none-any.whl" }]
      [[packages]]
      name = "cryptography"
      wheels = [
        { url = "https://example.com/cryptography-46.0.3-cp38-abi3-manylinux_2_28_x86_64.whl" },
        { url = "https://example.com/cryptography-46.0.3-cp38-abi3-manylinux_2_34_x86_64.whl" },
      ]
      [[packages]]
      name = "crontab"
      sdist = { url = "https://example.com/crontab-1.0.5.tar.gz" }
      [[packages]]
      name = "six"
      wheels = [{ path = "wheels/six-1.17.0-py2.py3-none-any.whl" }]
    `;

    expect([...readOnlyWheels(lock)]).toEqual([
      ['boto3', 'https://example.com/boto3-1.0-py3-none-any.whl'],
    ]);
  });
});
