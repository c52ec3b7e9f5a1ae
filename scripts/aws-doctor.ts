import { awsCommand } from './lib/aws/command.ts';
import { examine } from './lib/aws/doctor.ts';
import { reportFindings } from './output/report-findings.ts';

await awsCommand(async (target) => reportFindings(await examine(target)));
