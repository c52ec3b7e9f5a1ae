// Runs commands/<name>.ts, the make target that scripts/run was given: prebuilt
// if `make setup` has built it from these sources, otherwise from the sources.
//
// Plain JavaScript: to strip the types of one file, Node first loads a compiler,
// which takes as long as a whole prebuilt command without any call.
import { enableCompileCache } from 'node:module';
import path from 'node:path';
import { findPrebuilt } from './system/prebuilt.mjs';

const prebuilt = findPrebuilt(path.resolve(import.meta.dirname, '..'));
if (prebuilt) {
  // Stack traces name the sources.
  process.setSourceMapsEnabled(true);
  enableCompileCache(path.join(path.dirname(prebuilt), 'compiled'));
}
await import(prebuilt ?? './main.ts');
