import type {
  FixResult,
  Invocation,
  RedriveResult,
} from '../../../../scripts/console/contract.ts';
import { call } from '../../api.ts';
import type { Outcome } from '../../parts/action.ts';
import { countOf } from '../../parts/count.ts';

export async function fix(): Promise<Outcome> {
  const { replayed, failures } = await call<FixResult>('POST', '/fix');
  return {
    text: `Replayed ${countOf(replayed, 'journal object')}${failed(failures)}.`,
    failures,
  };
}

export async function redrive(): Promise<Outcome> {
  const result = await call<RedriveResult>('POST', '/redrive');
  const { redriven, failures, inFlight } = result;
  const hidden =
    inFlight > 0
      ? ` ${countOf(inFlight, 'message')} in use by another command.`
      : '';
  return {
    text: `Sent ${countOf(redriven, 'dead-letter message')} again${failed(failures)}.${hidden}`,
    failures,
  };
}

export async function replay(journalKey: string): Promise<Outcome> {
  const { requestId, functionError, response, durationMs } =
    await call<Invocation>('POST', '/replay', { journalKey });
  return functionError === null
    ? {
        text: `Replayed ${journalKey} in ${Math.round(durationMs)} ms.`,
        requestId,
      }
    : {
        text: `The function failed to replay ${journalKey}.`,
        failures: [response],
        requestId,
      };
}

function failed({ length }: readonly string[]): string {
  return length > 0 ? `; ${length} failed` : '';
}
