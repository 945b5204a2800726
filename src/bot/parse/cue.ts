/** Spreads a template and up to three numbers over 32 bits. */
export function mix(template: number, a: number, b = 0, c = 0): number {
  let x = Math.imul(template + 1, 0x9e3779b1) ^ Math.imul(a + 7, 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d) ^ Math.imul(b + 13, 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 13), 0x297a2d39) ^ Math.imul(c + 29, 0x27d4eb2f);
  return x ^ (x >>> 16);
}

/** A cue together with something else that is known where it stands. */
export function combine(cue: number, other: number): number {
  const x = Math.imul(cue ^ Math.imul(other + 1, 0x9e3779b1), 0x85ebca6b);
  return x ^ (x >>> 15);
}
