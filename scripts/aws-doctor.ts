import { awsCommand } from './lib/aws/command.ts';
import { examine } from './lib/aws/doctor.ts';
import { reportFindings } from './lib/doctor/report.ts';

await awsCommand(async (target) => reportFindings(await examine(target)));
