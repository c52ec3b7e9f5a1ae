import type { Problem, Status } from '../../../scripts/console/contract.ts';
import { serverGone } from '../api.ts';
import { status } from '../status.ts';

interface Chip {
  look: 'ok' | 'warning' | 'failed' | 'unknown';
  text: string;
}

/** Whether the sandbox can be used, in two words; the page State has the rest. */
export function EmulatorChip() {
  const { look, text } = describe(status.value);
  return (
    <a class="chip" data-look={look} href="/state" title="Show the state">
      <span class="chip-mark" aria-hidden="true">
        {marks[look]}
      </span>
      <span class="unseen">Emulator: </span>
      <span aria-live="polite">{text}</span>
    </a>
  );
}

const marks = { ok: '●', warning: '▲', failed: '✘', unknown: '…' };

function describe({ state, data, problem }: typeof status.value): Chip {
  if (state === 'loading') {
    return { look: 'unknown', text: 'Connecting' };
  }
  if (problem) {
    return { look: 'failed', text: describeProblem(problem) };
  }
  return describeEmulator(data);
}

function describeProblem(problem: Problem): string {
  if (problem === serverGone) {
    return 'Console ended';
  }
  return problem.code === 'no-session' ? 'No session' : 'State unknown';
}

function describeEmulator({ status: { emulator, stack } }: Status): Chip {
  if (emulator.state !== 'running') {
    const look = emulator.state === 'paused' ? 'warning' : 'failed';
    return { look, text: `Emulator ${emulator.state}` };
  }
  return stack.state === 'applied'
    ? { look: 'ok', text: `${emulator.engine} :${emulator.port}` }
    : { look: 'warning', text: `Stack ${stack.state}` };
}
