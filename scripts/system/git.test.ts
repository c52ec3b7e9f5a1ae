import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCommitted } from './git.ts';

const root = mkdtempSync(path.join(tmpdir(), 'git-'));
const git = (...args: string[]) =>
  execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
let commit: string;

beforeAll(() => {
  git('init', '--quiet');
  mkdirSync(path.join(root, 'terraform', 'env'), { recursive: true });
  writeFileSync(path.join(root, 'terraform', 'main.tf'), 'one\n\n');
  writeFileSync(path.join(root, 'terraform', 'env', 'ü v.tfvars'), '\r\n\0');
  writeFileSync(path.join(root, 'other.txt'), '');
  git('add', '--all');
  git('-c', 'user.name=a', '-c', 'user.email=b@c', 'commit', '-qm', 'One');
  commit = git('rev-parse', 'HEAD');
});
afterAll(() => rmSync(root, { recursive: true }));

describe('readCommitted', () => {
  it('reads the committed files of a folder byte for byte, not those on disk', async () => {
    writeFileSync(path.join(root, 'terraform', 'main.tf'), 'two');

    expect(await readCommitted(commit, 'terraform', root)).toEqual({
      'main.tf': Buffer.from('one\n\n'),
      'env/ü v.tfvars': Buffer.from('\r\n\0'),
    });
  });

  it('reports a commit that the clone lacks', async () => {
    const missing = 'f'.repeat(40);

    await expect(readCommitted(missing, 'terraform', root)).rejects.toThrow(
      `Commit ${missing} is not in this clone.`,
    );
  });
});
