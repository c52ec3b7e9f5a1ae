/** In which nothing exists. */
export const emptyAccountId = '333333333333';
/** In which e2e tests AWS's limits. */
export const fidelityAccountId = '555555555555';
