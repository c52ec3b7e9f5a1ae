import { createHash } from 'node:crypto';

/** Draws the next unsigned 32-bit integer. */
export type Random = () => number;

const UINT32_COUNT = 2 ** 32;

/** Creates an sfc32 generator, whose initial state is the seed's SHA-256. */
export function createRandom(seed: string): Random {
  const digest = createHash('sha256').update(seed).digest();
  let a = digest.readInt32LE(0);
  let b = digest.readInt32LE(4);
  let c = digest.readInt32LE(8);
  let counter = digest.readInt32LE(12);
  return () => {
    const drawn = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return drawn >>> 0;
  };
}

/** Draws an integer from `min` to `max`, inclusive, with equal probability. */
export function drawInteger(random: Random, min: number, max: number): number {
  const range = max - min + 1;
  const unbiasedCount = UINT32_COUNT - (UINT32_COUNT % range);
  let drawn = random();
  while (drawn >= unbiasedCount) {
    drawn = random();
  }
  return min + (drawn % range);
}

/** Draws a version 4 UUID (RFC 9562). */
export function drawUuid(random: Random): string {
  const bytes = Buffer.alloc(16);
  for (let offset = 0; offset < bytes.length; offset += 4) {
    bytes.writeUInt32BE(random(), offset);
  }
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes
    .toString('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
