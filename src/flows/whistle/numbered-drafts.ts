import type { Refusal } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Whistle } from '../../domain/whistle.ts';

/** Under which number its blower was asked about a draft. */
const NTH = 'nth ';

export interface NumberedDraft {
  readonly nth: number;
  readonly draft: Whistle;
}

/**
 * Drafts with the numbers they are listed under. Who has one keeps it, so that “取消 1” and then “确认 2” mean what was
 * read; a newer draft gets the next, never one that was another's.
 */
export function numberedDrafts(drafts: readonly Whistle[]): readonly NumberedDraft[] {
  let last = Math.max(0, ...drafts.map((one) => nthOf(one) ?? 0));
  return drafts
    .map((draft): NumberedDraft => {
      const known = nthOf(draft);
      if (known !== null) return { nth: known, draft };
      last += 1;
      return { nth: last, draft: { ...draft, asked: [...draft.asked, `${NTH}${String(last)}`] } };
    })
    .sort((one, other) => one.nth - other.nth);
}

/** Asks which of them a verb means, each as its blower knows it. */
export const whichDraft = (
  verb: 'confirm' | 'cancel',
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

function nthOf({ asked }: Whistle): number | null {
  const found = asked.find((one) => one.startsWith(NTH));
  return found === undefined ? null : Number(found.slice(NTH.length));
}
