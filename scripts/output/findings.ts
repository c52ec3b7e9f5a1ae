/** What one check of `make doctor` found. */
export interface Finding {
  /** `found`: fine. `missing`, `wrong`: needs its mend. `note`: good to know. */
  state: 'found' | 'missing' | 'wrong' | 'note';
  /** What was looked at, for example `Python`. */
  subject: string;
  /** What was found, with its value. */
  detail: string;
  /** The command that mends it. */
  mend?: string;
}

export type Check = () => Promise<Finding | Finding[]>;
