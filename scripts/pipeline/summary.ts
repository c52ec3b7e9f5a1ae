import type { Clients } from '../emulator/clients.ts';
import { print } from '../output/log.ts';
import type { StackOutputs } from '../terraform/outputs.ts';
import { formatPayments, summarisePayments } from './payments.ts';

/** Prints the result of `make local-up`: outputs, payments, next steps. */
export async function showSandbox(
  { dynamoDb }: Clients,
  outputs: StackOutputs,
): Promise<void> {
  const { newest, count, setAside, complete } = await summarisePayments(
    dynamoDb,
    outputs.dynamodb_table_name,
    3,
    1,
  );
  const others =
    setAside.count > 0
      ? ` ${setAside.count} other items: \`make payments\` names them.`
      : '';
  const width = Math.max(...Object.keys(outputs).map(({ length }) => length));
  const total = complete ? String(count) : `More than ${count}`;
  print(
    [
      '',
      ...Object.entries(outputs).map(
        ([name, value]) => `${name.padEnd(width)}  ${value}`,
      ),
      '',
      formatPayments(newest),
      `${total} payments in the table.${others}`,
      '',
      'Next:',
      '  make invoke COUNT=3       write more payments',
      '  make payments LIMIT=20    show the newest and the sums',
      '  make logs FOLLOW=1        follow the function',
      '  eval "$(make -s env)"     let the AWS CLI and SDKs talk to the sandbox',
      '  make local-down           destroy everything and stop the emulator',
      '  make console              see every request in the browser',
    ].join('\n'),
  );
}
