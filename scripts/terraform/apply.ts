import { interruption } from '../system/interruption.ts';
import { TerraformEvents } from './events.ts';
import type { Terraform } from './terraform.ts';

/** Runs an apply or destroy; errors that Terraform reports are returned, not thrown. */
export async function runApply(
  terraform: Terraform,
  subcommand: 'apply' | 'destroy',
  ...args: string[]
): Promise<TerraformEvents> {
  const events = new TerraformEvents();
  try {
    await terraform.run([subcommand, '-json', ...args], {
      onLine: events.read,
    });
  } catch (error) {
    interruption.throwIfAborted();
    if (events.errors.length === 0) {
      throw error;
    }
  }
  return events;
}
