import { mix } from './cue.ts';

/** How often pairs of letters are said, two bits each: what is seldom said may well belong to a name. */
export type CommonPairs = Uint8Array;

/** Two pairs may share a place; it is large enough that few do. */
const size = 2 ** 17;

export const noPairs = (): CommonPairs => new Uint8Array(size / 4);

export const toPairs = (base64: string): CommonPairs =>
  new Uint8Array(Buffer.from(base64, 'base64'));

/** From 0 (hardly ever) up to 3 (everywhere). */
export function howCommon(pairs: CommonPairs, a: number, b: number): number {
  const at = mix(120, a, b) & (size - 1);
  return ((pairs[at >> 2] ?? 0) >> (2 * (at & 3))) & 3;
}

/** Of pairs that share a place the commoner one counts. */
export function putPair(
  pairs: CommonPairs,
  [a, b]: readonly [number, number],
  common: number,
): void {
  const at = mix(120, a, b) & (size - 1);
  const shift = 2 * (at & 3);
  const known = ((pairs[at >> 2] ?? 0) >> shift) & 3;
  if (common > known) pairs[at >> 2] = ((pairs[at >> 2] ?? 0) & ~(3 << shift)) | (common << shift);
}
