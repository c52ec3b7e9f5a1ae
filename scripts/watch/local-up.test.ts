import { describe, expect, it } from 'vitest';
import type { LiveStack } from '../stack/live-stack.ts';
import { localUp } from './local-up.ts';

const live = (
  port: number,
  envName: string,
  engine: LiveStack['emulator']['engine'] = 'host',
) => ({ emulator: { port, engine }, stack: { envName } });

describe('localUp', () => {
  it.each([
    [live(4566, 'local', 'docker'), 'make local-up ENGINE=docker'],
    [live(4566, 'local'), 'make local-up ENGINE=host'],
    [live(4740, 'local'), 'make local-up PORT=4740 ENGINE=host'],
    [live(4740, 'ci'), 'make local-up ENV=ci PORT=4740 ENGINE=host'],
  ])('of %j names the same sandbox', (sandbox, command) => {
    expect(localUp(sandbox)).toBe(command);
  });

  it('takes another engine', () => {
    expect(localUp(live(4740, 'local', 'docker'), 'host')).toBe(
      'make local-up PORT=4740 ENGINE=host',
    );
  });
});
