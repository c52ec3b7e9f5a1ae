import { flag, integer, type OptionValues, oneOf } from '../../cli/options.ts';
import type { EmulatorAccess } from '../../emulator/clients.ts';
import { note, print, printStyled } from '../../output/log.ts';
import { interruption } from '../../system/interruption.ts';
import { standardOutput } from '../log/format.ts';
import { followRequests } from './follow.ts';
import { formatRow, formatTitles, shortId } from './list.ts';
import { readRequests, statuses } from './read.ts';
import type { RequestList, RequestSummary } from './record.ts';

export const requestsOptions = {
  STATUS: oneOf(statuses).optional(),
  LIMIT: integer({ min: 1, max: 2000 }).default(20),
  FOLLOW: flag(),
  FORMAT: oneOf(['text', 'json']).default('text'),
};

type RequestsOptions = OptionValues<typeof requestsOptions>;

/** Prints the newest requests of an account, or each when it has ended. */
export async function showRequests(
  emulator: EmulatorAccess,
  account: string,
  options: RequestsOptions,
): Promise<void> {
  const { STATUS: status, LIMIT: limit, FOLLOW, FORMAT } = options;
  if (FOLLOW) {
    await follow(emulator, account, options);
    return;
  }
  const list = await readRequests(emulator, { status, account, limit });
  if (FORMAT === 'json') {
    print(JSON.stringify(list, null, 2));
    return;
  }
  if (list.requests.length === 0) {
    note(
      status
        ? `No recorded request is ${status}. \`make requests\` lists all.`
        : 'No request is recorded. Next: `make invoke COUNT=3`',
    );
    return;
  }
  printStyled(formatList(list));
}

function formatList({ requests, dropped, capacity }: RequestList): string {
  const screen = standardOutput();
  const worst = requests.find(({ status }) => status !== 'ok') ?? requests[0];
  return [
    formatTitles(),
    ...requests.map((request) => formatRow(request, screen)),
    '',
    ...(dropped > 0
      ? [
          `${dropped} older requests were dropped: the newest ${capacity} are kept, or fewer large ones.`,
        ]
      : []),
    `Next: \`make request ID=${worst?.id.slice(0, shortId)}\` shows its calls`,
  ].join('\n');
}

async function follow(
  emulator: EmulatorAccess,
  account: string,
  { STATUS, FORMAT }: RequestsOptions,
): Promise<void> {
  // Ctrl-C ends the following; it is not a failure.
  interruption.addEventListener('abort', () => process.exit());
  if (FORMAT === 'text') {
    printStyled(formatTitles());
  }
  for await (const request of followRequests(emulator)) {
    if (request.account === account && isSelected(request, STATUS)) {
      if (FORMAT === 'json') {
        print(JSON.stringify(request));
      } else {
        printStyled(formatRow(request, standardOutput()));
      }
    }
  }
}

/** Without a status, each request once: when it has ended. */
function isSelected(
  { status }: RequestSummary,
  wanted: RequestsOptions['STATUS'],
): boolean {
  if (wanted === 'failed') {
    return status === 'failed' || status === 'timeout';
  }
  return wanted ? status === wanted : status !== 'running';
}
