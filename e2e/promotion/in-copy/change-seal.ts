// Seals a plan again, as if `make aws-plan` had been run otherwise: the folder
// of the plan, then what to change, as JSON. It runs in a copy of the project,
// so with the key of that copy.
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
