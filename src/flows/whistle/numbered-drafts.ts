import type { Refusal } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { ListVerb } from './aim-draft.ts';

/** Under which number its blower was asked about a draft, and its leaders about what waits for them. */
const marks = {
  confirm: 'nth ',
  cancel: 'nth ',
  approve: 'leader ',
  disapprove: 'leader ',
} as const;

export interface NumberedDraft {
  readonly nth: number;
  readonly draft: Whistle;
}

/**
 * Drafts with the numbers they are listed under. Who has one keeps it, so that “取消 1” and then “确认 2” mean what was
 * read; a newer draft gets the next, never one that was another's. To a leader what has not gone out comes first.
 */
export function numberedDrafts(
  drafts: readonly Whistle[],
  verb: ListVerb,
): readonly NumberedDraft[] {
  const mark = marks[verb];
  let last = Math.max(0, ...drafts.map((one) => nthOf(one, mark) ?? 0));
  const isOut = ({ state }: Whistle) => Number(state !== 'pending_approval');
  const byUrgency = [...drafts].sort((one, other) => isOut(one) - isOut(other));
  return (mark === marks.approve ? byUrgency : drafts)
    .map((draft): NumberedDraft => {
      const known = nthOf(draft, mark);
      if (known !== null) return { nth: known, draft };
      last += 1;
      return { nth: last, draft: { ...draft, asked: [...draft.asked, `${mark}${String(last)}`] } };
    })
    .sort((one, other) => (mark === marks.approve ? 0 : one.nth - other.nth));
}

/** Asks which of them a verb means, each as its blower knows it. */
export const whichDraft = (
  verb: ListVerb,
  drafts: readonly NumberedDraft[],
  directory: Directory,
): Refusal => ({
  code: 'which-draft',
  verb,
  drafts: drafts.map(({ draft: { matter, unlisted, place }, nth }) => ({
    nth,
    matter: matter === null ? unlisted : (directory.matter(matter)?.name ?? matter),
    place,
  })),
});

function nthOf({ asked }: Whistle, mark: string): number | null {
  const found = asked.find((one) => one.startsWith(mark));
  return found === undefined ? null : Number(found.slice(mark.length));
}
