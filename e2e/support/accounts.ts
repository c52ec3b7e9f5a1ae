/** Where e2e takes permissions away, apart from what `make iam` judges. */
export const iamTrialAccountId = '333333333333';
/** Where e2e looks for AWS's limits, one by one. */
export const fidelityAccountId = '555555555555';
