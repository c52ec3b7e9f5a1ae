import { awsCommand } from '../../commands.ts';

export function followCommand(
  logGroup: string | undefined,
): string | undefined {
  return logGroup && `${awsCommand('logs tail', {}, logGroup)} --follow`;
}
