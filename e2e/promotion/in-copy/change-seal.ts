// Changes fields of a seal and authenticates it again. Arguments: the folder of
// the plan, then the changes as JSON. Runs in a copy of the project, so with the
// key of that copy.
import {
  readSeal,
  type Seal,
  writeSeal,
} from '../../../scripts/promotion/state/seal.ts';

const [, , folder = '', changes = ''] = process.argv;
const target = { envName: 'dev', folder };
const seal = readSeal(target);
if (!seal) {
  throw new Error(`${folder} holds no seal.`);
}
writeSeal(target, { ...seal, ...(JSON.parse(changes) as Partial<Seal>) });
