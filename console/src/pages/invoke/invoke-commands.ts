import { awsCommand, makeCommand } from '../../commands.ts';

/** What the buttons copy for a payload, given as JSON text. */
export function invokeCommands(
  payload: string,
  functionName: string | undefined,
): { make: string; aws: string | undefined } {
  return {
    make: makeCommand('invoke', { PAYLOAD: payload }),
    aws:
      functionName &&
      `${awsCommand('lambda invoke', {
        'function-name': functionName,
        'cli-binary-format': 'raw-in-base64-out',
        payload,
      })} /dev/stdout`,
  };
}
