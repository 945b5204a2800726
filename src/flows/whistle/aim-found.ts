import type { Refusal } from '../../domain/decision.ts';
import { isNumber, isOfDay } from '../../domain/number.ts';
import type { DraftAim } from './aim-draft.ts';
import type { OpenWhistle } from './open-whistle.ts';

/** Which whistle is meant, or what is said where none is. */
export type Aim =
  | { readonly type: 'at'; readonly whistleId: string }
  /** `beside`: the speaker's cry for help still waits to be told what has happened, or a draft to be completed. */
  | { readonly type: 'new'; readonly beside?: Beside }
  /** A photo without a draft to go to: it waits for the next sentence (S30). */
  | { readonly type: 'keep' }
  | DraftAim
  | { readonly type: 'refused'; readonly refusal: Refusal };

export type Beside = 'cry' | 'draft';

/** The one with this number, whole or shortened; where two have it, which is asked. */
export function byNumber(written: string, open: readonly OpenWhistle[]): Aim {
  const found = open.filter((one) => one.number !== null && isNumber(one.number, written));
  return found.length === 0 ? refuse({ code: 'unknown-whistle', number: written }) : only(found);
}

/**
 * The one with this number where two whistles become one: digits alone mean today's. Only where none is today's do they
 * mean another day's.
 */
export function byNumberToday(written: string, open: readonly OpenWhistle[], today: string): Aim {
  const found = open.filter((one) => one.number !== null && isNumber(one.number, written));
  const todays = found.filter(({ number }) => isOfDay(number, today));
  return byNumber(written, todays.length > 0 ? todays : found);
}

/** The only one found. Never a guess between two: it is asked which. */
export function only(found: readonly OpenWhistle[]): Aim {
  const [first, second] = found;
  if (first && !second) return { type: 'at', whistleId: first.id };
  return refuse({ code: 'which-whistle', numbers: found.flatMap((one) => one.number ?? []) });
}

/** What is sent beside words goes to what its sender changed last: several drafts of one person do not mix. */
export function lastChanged(fitting: readonly OpenWhistle[]): Aim | null {
  const [latest] = [...fitting].sort((a, b) =>
    (a.changedAt ?? '') < (b.changedAt ?? '') ? 1 : -1,
  );
  return latest ? { type: 'at', whistleId: latest.id } : null;
}

/** Nothing is meant that could be had: why. */
export const refuse = (refusal: Refusal): Aim => ({ type: 'refused', refusal });
