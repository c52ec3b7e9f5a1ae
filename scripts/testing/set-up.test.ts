import { beforeEach, describe, expect, it, vi } from 'vitest';
import { parseInput } from '../cli/parse.ts';

const begun = vi.hoisted(() => [] as string[]);

vi.mock('../toolchain/host-tools.ts', () => ({
  ensureHostTools: async () => begun.push('host engine'),
}));
vi.mock('../toolchain/terraform-tools.ts', () => ({
  ensureTerraformTools: async () => begun.push('Terraform'),
}));
vi.mock('./vitest.ts', () => ({
  runVitest: async () => begun.push('vitest'),
}));
vi.mock('../system/lock.ts', () => ({
  withSandboxLock: (_: string, work: () => Promise<void>) => work(),
}));

beforeEach(() => begun.splice(0));

describe('a suite that starts its own sandboxes', () => {
  // Inside vitest the user's proxy and certificates are no longer known.
  it.each(['e2e-console', 'e2e-promotion', 'e2e-security', 'resilience'])(
    'has everything installed before vitest starts: %s',
    async (name) => {
      const { default: command } = await import(`../commands/${name}.ts`);

      await command.run({
        ...parseInput({}, { command: name, variables: {}, typed: [] }),
        command: name,
      });

      expect(begun).toEqual(['host engine', 'Terraform', 'vitest']);
    },
  );
});
