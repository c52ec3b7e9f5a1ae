import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { collectImage, loadImage } from '../../../scripts/offline/image.ts';

// A small image, which is packed in the same way as LocalStack's.
const image = 'payments-sandbox/packed-image:test';
const offline = mkdtempSync(path.join(tmpdir(), 'packed-image-'));

const docker = (...args: string[]) =>
  execFileSync('docker', args, { encoding: 'utf8' }).trim();
const images = () => docker('image', 'ls', '--quiet', '--no-trunc', image);

beforeAll(() => {
  execFileSync('sh', ['-c', `tar -c package.json | docker import - ${image}`]);
  vi.stubEnv('LOCALSTACK_IMAGE', image);
});

afterAll(() => {
  docker('image', 'rm', image);
  rmSync(offline, { recursive: true });
});

describe('the image in a pack', () => {
  test('is in the engine again after make offline-install', async () => {
    const id = images();
    await collectImage(offline);
    docker('image', 'rm', image);
    expect(images()).toBe('');

    await loadImage(offline);

    expect(images()).toBe(id);
  });

  test('is packed the same each time', async () => {
    const file = path.join(offline, 'image.tar');
    const before = readFileSync(file);

    await collectImage(offline);

    expect(readFileSync(file).equals(before)).toBe(true);
  });
});
