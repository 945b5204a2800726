import { clip } from '../../domain/clip.ts';
import type { Directory } from '../../domain/directory.ts';
import type { MatterCode } from '../../domain/names.ts';
import type { Participation, Whistle } from '../../domain/whistle.ts';
import { newSeat } from './new-seat.ts';
import { seats } from './seats.ts';

/**
 * A draft about something that no entry of the responsibility matrix names: kept in the blower's words. Where nobody
 * is called the leading-group office leads until it has named an owner (S59), in an emergency whoever stands in for
 * everybody, so that it is never nobody's.
 */
export function asUnlisted(directory: Directory, draft: Whistle, words: string): Whistle {
  return {
    ...draft,
    matter: null,
    matterCandidates: [],
    unlisted: clip(words === '' ? draft.text.replace(/^\s*吹哨[\s:：，,]*/u, '') : words, 100),
    participations:
      draft.participations.length > 0 ? draft.participations : interim(directory, draft),
  };
}

/** The draft about one of the offered matters; its category and, where nobody is called, its departments follow. */
export function withMatter(directory: Directory, draft: Whistle, matter: MatterCode): Whistle {
  const known = directory.matter(matter);
  const { participations, category } = draft;
  return {
    ...draft,
    matter,
    matterCandidates: [],
    unlisted: null,
    category: category === 'emergency' ? category : (known?.category ?? category),
    participations: participations.length > 0 ? participations : seats(directory, [], matter),
  };
}

/** Whether the only one called is the interim owner, whom anybody named later replaces. */
export function onlyInterim(
  directory: Directory,
  draft: Pick<Whistle, 'unlisted' | 'participations' | 'category'>,
): boolean {
  const { unlisted, participations } = draft;
  const [owner] = interim(directory, draft);
  return unlisted !== null && participations.length === 1 && participations[0]?.org === owner?.org;
}

const none =
  /^\s*(?:[0０]|(?:以上)?(?:都|全)不(?:是|对)|都没有|清单(?:里|上)?没有|没有对应的?)(?=$|[\s,，。.；;:：!！])[\s,，。.；;:：!！]*(?:是)?(.*)$/su;

/** “都不是”, “0”, “都不是，是…”: what it is instead, empty when nothing more is said; null: something else was said. */
export function noneOfThese(text: string): string | null {
  const rest = none.exec(text)?.[1];
  return rest === undefined ? null : rest.trim();
}

/** A number or a name typed in answer to the offered candidates: “2”, “群体性”. */
export function chosen(directory: Directory, draft: Whistle, text: string): MatterCode | null {
  const said = text.normalize('NFKC').trim();
  const nth = /^[123]$/u.test(said) ? Number(said) - 1 : -1;
  const named = draft.matterCandidates.find((one) => namesOf(directory, one).includes(said));
  return named ?? draft.matterCandidates[nth] ?? null;
}

/** As it stands in the list, and as its button says. */
function namesOf(directory: Directory, matter: MatterCode): readonly string[] {
  const name = directory.matter(matter)?.name ?? matter;
  const parts = name.split('、');
  return [name, ...parts, (parts[0] ?? name).slice(0, 10)];
}

function interim(
  directory: Directory,
  { category }: Pick<Whistle, 'category'>,
): readonly Participation[] {
  const urgent = category === 'emergency' ? directory.orgsWithDuty('emergency-fallback') : [];
  return [...urgent, ...directory.orgsWithDuty('leading-group-office')]
    .slice(0, 1)
    .map(({ code }) => newSeat({ org: code, role: 'lead' }));
}
