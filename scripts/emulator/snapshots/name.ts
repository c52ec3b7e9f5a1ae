import { pattern } from '../../cli/options.ts';
import { appliedPrefix, autosaveName } from './manifest.ts';

/** The option NAME: the sandbox's own names are reserved. */
export const nameOption = pattern(
  new RegExp(`^(?!${autosaveName}$|${appliedPrefix})[a-z0-9][a-z0-9-]{0,63}$`),
  `a name of lower-case letters, digits and hyphens, such as before-load; not ${autosaveName} or ${appliedPrefix}…`,
);
