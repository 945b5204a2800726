/** A whistle's number taken apart: `PL-20261122-0007`, and `-2` behind it for a 二次吹哨 of it (design 5, domain 5.7). */
export interface NumberParts {
  /** Local date as written in it; null where only the last digits are written. */
  readonly day: string | null;
  readonly sequence: number;
  /** 2 for 二次吹哨, 3 for the third; null where nothing is written behind the sequence. */
  readonly nth: number | null;
}

const pattern = /^(?:[A-Z]{2,4})?-?(?:(\d{8})-?)?(\d{1,6})(?:-(\d{1,2}))?$/u;

/** The parts of a number, whole or shortened to its last digits; null for what is none. */
export function readNumber(written: string): NumberParts | null {
  const [, day, sequence, nth] = pattern.exec(written.toUpperCase()) ?? [];
  if (sequence === undefined) return null;
  return {
    day: day ?? null,
    sequence: Number(sequence),
    nth: nth === undefined ? null : Number(nth),
  };
}

/**
 * Whether a typed number means this one: the whole of it, or its last digits. Without the `-2` it may mean the first
 * whistle or any that followed on it; with it, that one alone.
 */
export function isNumber(number: string, written: string): boolean {
  if (number === written.toUpperCase()) return true;
  const [own, meant] = [readNumber(number), readNumber(written)];
  if (own === null || meant === null || own.sequence !== meant.sequence) return false;
  if (meant.day !== null && meant.day !== own.day) return false;
  return meant.nth === null || meant.nth === own.nth;
}

/** Whether a number was given on this local date (`2026-11-22`). */
export const isOfDay = (number: string | null, day: string): boolean =>
  number !== null && readNumber(number)?.day === day.replaceAll('-', '');

/** The number of the `sequence`th whistle a district dispatches on a local day. */
export const numberOfDay = (district: string, day: string, sequence: number): string =>
  `${district}-${day.replaceAll('-', '')}-${String(sequence).padStart(4, '0')}`;

/** The digits somebody types to mean this whistle: `0007`, `0007-2`. */
export const shortNumber = (number: string | null): string =>
  number === null ? '' : number.split('-').slice(2).join('-');

/** The number of the first whistle of a row of re-whistles: `PL-20261122-0007` for `PL-20261122-0007-2`. */
export const firstNumber = (number: string): string => number.split('-').slice(0, 3).join('-');

/** The number of the `nth` whistle about the same matter. */
export const numberAgain = (number: string, nth: number): string =>
  `${firstNumber(number)}-${String(nth)}`;

/** Which whistle about the same matter a number stands for: 1 for the first. */
export const nthOf = (number: string): number => readNumber(number)?.nth ?? 1;
