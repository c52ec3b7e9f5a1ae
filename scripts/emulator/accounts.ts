/** The account ids used with the emulator. None is a real account. */
export const sandboxAccountId = '000000000000';
export const e2eAccountId = '111111111111';
/** In which `make status` tests whether IAM is enforced. */
export const probeAccountId = '444444444444';
