import { afterEach, describe, expect, it, vi } from 'vitest';
import { TerraformEvents } from './events.ts';

afterEach(() => vi.restoreAllMocks());

function read(...lines: (object | string)[]): TerraformEvents {
  const events = new TerraformEvents();
  for (const line of lines) {
    events.read(typeof line === 'string' ? line : JSON.stringify(line));
  }
  return events;
}

describe('TerraformEvents', () => {
  it('prints a line for each finished resource, and counts them', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

    const events = read(
      {
        type: 'apply_complete',
        hook: {
          action: 'create',
          elapsed_seconds: 2,
          resource: { addr: 'aws_s3_bucket.journal' },
        },
      },
      {
        type: 'apply_complete',
        hook: { action: 'read', resource: { addr: 'data.aws_region.own' } },
      },
      { type: 'change_summary', changes: { add: 2, change: 1, remove: 1 } },
    );

    expect(write.mock.calls).toEqual([
      ['…   aws_s3_bucket.journal created (2 s)\n'],
    ]);
    expect(events.changes).toBe(4);
  });

  it('keeps errors, not warnings, with their resource', () => {
    const events = read(
      {
        type: 'diagnostic',
        diagnostic: { severity: 'warning', summary: 'old', detail: '' },
      },
      {
        type: 'diagnostic',
        diagnostic: {
          severity: 'error',
          summary: 'creating the bucket',
          detail: 'AccessDenied',
          address: 'aws_s3_bucket.journal',
        },
      },
      {
        type: 'diagnostic',
        diagnostic: { severity: 'error', summary: 'no state', detail: '' },
      },
    );

    expect(events.describeErrors()).toBe(
      'aws_s3_bucket.journal: creating the bucket\nAccessDenied\nno state',
    );
  });

  it('ignores the output of a crash', () => {
    const events = read('panic: runtime error', '{"type":', 'null', '[]');

    expect(events.errors).toEqual([]);
  });

  it('ignores the events and fields that later Terraforms add', () => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

    const events = read(
      { type: 'action_start', hook: { action: { addr: 'action.x' } } },
      {
        type: 'change_summary',
        changes: { add: 1, change: 0, remove: 0, x: 1 },
      },
    );

    expect(events.changes).toBe(1);
    expect(write).not.toHaveBeenCalled();
  });

  it.each([
    { type: 'apply_complete', hook: { action: 'create', resource: null } },
    { type: 'change_summary', changes: { add: 'one' } },
    { type: 'diagnostic', diagnostic: { severity: 'error' } },
  ])('warns of %j instead of ending the running Terraform', (event) => {
    const write = vi.spyOn(process.stderr, 'write').mockReturnValue(true);

    const events = read(event);

    expect(write.mock.calls.join()).toMatch(
      /This checkout cannot read a line of Terraform's output: `\{"type".*`\./,
    );
    expect([events.changes, events.errors]).toEqual([0, []]);
  });
});
