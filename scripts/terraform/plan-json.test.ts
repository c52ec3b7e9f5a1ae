import { describe, expect, it } from 'vitest';
import { readPlan } from './plan-json.ts';

const change = {
  address: 'aws_s3_bucket.journal',
  mode: 'managed',
  type: 'aws_s3_bucket',
  change: {
    actions: ['create'],
    before: null,
    after: { bucket: 'journal', tags: { owner: 'localhost' } },
    after_unknown: { id: true },
    before_sensitive: false,
  },
};

const plan = {
  format_version: '1.2',
  terraform_version: '1.14.0',
  variables: { aws_region: { value: 'eu-central-1', later: true }, none: {} },
  planned_values: { root_module: {} },
  resource_changes: [change],
  configuration: { provider_config: { aws: { name: 'aws' } } },
};

const terraform = (output: unknown) => ({
  run: async (args: string[]) => {
    expect(args).toEqual(['show', '-json', 'plan.tfplan']);
    return typeof output === 'string' ? output : JSON.stringify(output);
  },
});

describe('readPlan', () => {
  it('keeps every field, also those that later Terraforms add', async () => {
    // A guard searches all of them for traces of an emulator.
    expect(await readPlan(terraform(plan), 'plan.tfplan')).toEqual(plan);
  });

  it.each([
    ['deletes a resource', { after: null, after_unknown: {} }],
    ['knows every value', { after: {}, after_unknown: undefined }],
  ])('accepts a change that %s', async (_case, values) => {
    const changed = { ...change, change: { actions: ['delete'], ...values } };

    const { resource_changes } = await readPlan(
      terraform({ resource_changes: [changed] }),
      'plan.tfplan',
    );

    expect(resource_changes?.[0]?.change.after_unknown).toEqual({});
  });

  it('accepts a plan without changes', async () => {
    expect(await readPlan(terraform({}), 'plan.tfplan')).toEqual({});
  });

  it.each([
    ['Warning: old', /^It is not JSON .* `Warning: old`\.$/],
    [{ resource_changes: [{ ...change, type: 3 }] }, /resource_changes\[0\]/],
    [
      { resource_changes: [{ ...change, change: { actions: 'create' } }] },
      /change\.actions/,
    ],
  ])('names the problem of %j', async (output, why) => {
    await expect(readPlan(terraform(output), 'plan.tfplan')).rejects.toThrow(
      expect.objectContaining({
        name: 'SandboxError',
        message: "Terraform's plan plan.tfplan cannot be read.",
        why: expect.stringMatching(why),
        next: expect.stringContaining('`make doctor`'),
      }),
    );
  });
});
