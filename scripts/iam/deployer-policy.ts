import { readFileSync } from 'node:fs';
import { inRepository } from '../system/paths.ts';
import { readStatements, type Statement } from './policy.ts';

export function readDeployerPolicy(): Statement[] {
  const file = inRepository('docs', 'deployer-policy.json');
  return readStatements([readFileSync(file, 'utf8')]);
}
