/** The accounts that the emulator is asked to act as. No real one is meant. */
export const sandboxAccountId = '000000000000';
export const e2eAccountId = '111111111111';
export const benchAccountId = '222222222222';
/** Where `make status` asks whether IAM is enforced. */
export const probeAccountId = '444444444444';
