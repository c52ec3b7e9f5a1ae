import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, test } from 'vitest';
import { startMake } from '../support/make.ts';

const checkout = inject('checkout');
const make = (args: string[]) => startMake(checkout, args).ended;

describe('bad input', () => {
  test.each([
    [
      ['local-up', 'PORT=80'],
      'Expected `PORT` to be a port number from 1024 to 65535, got `80`.',
    ],
    [['local-up', 'ENV=Prod'], 'Expected `ENV` to be at most 17'],
    [['status', 'ENGINE=podman'], 'Expected `ENGINE` to be one of auto'],
    [['invoke', 'COUNT=three'], 'Expected `COUNT` to be a number, got `three`'],
    [['invoke', 'PAYLOAD={count:3}'], 'Expected `PAYLOAD` to be JSON ('],
    [['invoke', 'PAYLOAD=$(error expanded)'], 'got `$(error expanded)`.'],
    [['reconcile', 'FIX=yes'], 'Expected `FIX` to be 0 or 1, got `yes`.'],
    [['faults', 'OFF=true'], 'Expected `OFF` to be 0 or 1, got `true`.'],
    [['export', 'FORMAT=constructor'], 'Expected `FORMAT` to be one of csv'],
    [
      ['local-up', 'LAMBDA_RUNTIME=AWS'],
      'to be one of process, aws, got `AWS`',
    ],
    [['payments', 'LIMTI=5'], '`LIMTI` is not an option of `make payments`.'],
    [['payments', 'LIMIT=0'], 'Expected `LIMIT` to be an integer from 1'],
    [['invoke'], 'No emulator is running.'],
    [['payments'], 'No emulator is running.'],
    [['env'], 'No emulator is running.'],
  ])('make %j is refused', async (args, message) => {
    const { exitCode, output } = await make(args);

    expect(exitCode).not.toBe(0);
    expect(output).toContain(message);
    expect(output).toContain('\nNext: ');
    expect(output).not.toMatch(/^\s+at /m);
  });

  test('an unknown name in .env is refused', async () => {
    const dotEnv = path.join(checkout, '.env');
    writeFileSync(dotEnv, 'PROT=4576\n');

    const { exitCode, output } = await make(['status']);
    rmSync(dotEnv);

    expect(exitCode).not.toBe(0);
    expect(output).toContain('`PROT` in .env is not a setting.');
  });
});
