import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LoadProgress } from './progress.ts';

describe('LoadProgress', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'progress-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (sessionId = 'session-1') =>
    new LoadProgress('1000-3f9a1c', sessionId, folder);

  it('remembers completed requests for the next command', () => {
    open().add('1000-3f9a1c-0');

    const progress = open();

    expect(progress.isAnswered('1000-3f9a1c-0')).toBe(true);
    expect(progress.isAnswered('1000-3f9a1c-1')).toBe(false);
  });

  it('forgets the progress of an emulator that was restarted', () => {
    open('session-1').add('1000-3f9a1c-0');

    expect(open('session-2').isAnswered('1000-3f9a1c-0')).toBe(false);
  });

  it('leaves no file of a complete run', () => {
    const progress = open();
    progress.add('1000-3f9a1c-0');

    progress.forget();

    expect(readdirSync(folder)).toEqual([]);
  });
});
