import { type ReadonlySignal, signal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import type { Problem } from '../../../scripts/console/contract.ts';
import { announce } from './announce.tsx';
import { problemOf } from './resource.ts';

/** What an action has achieved, in words. */
export interface Outcome {
  text: string;
  /** What it could not do. */
  failures?: readonly string[];
  /** The request that it has sent. */
  requestId?: string | null;
}

/** The actions of a page, of which one runs at a time. */
export interface Actions {
  /** The name of the one that runs. */
  running: ReadonlySignal<string | undefined>;
  outcome: ReadonlySignal<Outcome | undefined>;
  problem: ReadonlySignal<Problem | undefined>;
  run(name: string, perform: () => Promise<Outcome | undefined>): Promise<void>;
  /** Removes the message. */
  dismiss(): void;
}

export function useActions(): Actions {
  return useMemo(createActions, []);
}

function createActions(): Actions {
  const running = signal<string | undefined>(undefined);
  const outcome = signal<Outcome | undefined>(undefined);
  const problem = signal<Problem | undefined>(undefined);
  const dismiss = () => {
    outcome.value = undefined;
    problem.value = undefined;
  };
  const run: Actions['run'] = async (name, perform) => {
    if (running.peek() !== undefined) {
      return;
    }
    dismiss();
    running.value = name;
    try {
      outcome.value = await perform();
      if (outcome.value) {
        announce(outcome.value.text);
      }
    } catch (error) {
      problem.value = problemOf(error);
    } finally {
      running.value = undefined;
    }
  };
  return { running, outcome, problem, run, dismiss };
}
