import { reportFindings } from '../output/findings.ts';
import { awsCommand } from '../promotion/command.ts';
import { examine } from '../promotion/examine.ts';

export default awsCommand(async (target) =>
  reportFindings(await examine(target)),
);
