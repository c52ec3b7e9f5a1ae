/** In which e2e removes permissions; `make iam` does not evaluate it. */
export const iamTrialAccountId = '333333333333';
/** In which e2e tests AWS's limits. */
export const fidelityAccountId = '555555555555';
