import type { MatterCode } from '../../domain/names.ts';
import type { HumanCommand } from './command.ts';

type DraftVerb = 'confirm' | 'cancel';
type OfDraft = Extract<HumanCommand, { type: DraftVerb }>;

/** A draft as far as its blower can name it. */
export interface OpenDraft {
  readonly id: string;
  readonly matter?: MatterCode | null;
  readonly place?: string | null;
  /** Under which number its blower was asked about it. */
  readonly nth?: number | null;
  /** Under which number its leaders were asked about it. */
  readonly leaderNth?: number | null;
}

/** Verbs that choose from a list by its numbers. */
export type ListVerb = DraftVerb | 'approve' | 'disapprove';

/** Several fit, oldest first: they are listed. */
interface Listed {
  readonly type: 'which-draft';
  readonly verb: ListVerb;
  readonly ids: readonly string[];
}

export type DraftAim =
  | { readonly type: 'at'; readonly whistleId: string }
  | Listed
  /** 取消 全部 */
  | { readonly type: 'each'; readonly ids: readonly string[] }
  /** It named no draft: then the words may mean another command; where they do not, the drafts are listed. */
  | { readonly type: 'instead'; readonly command: HumanCommand; readonly otherwise: Listed | null };

/**
 * Which of somebody's drafts 取消 or 确认 means: the only one, the one under that number of the list they were shown, the
 * one whose matter or place is named. Never a guess between two: they are listed. Null: there is none, and nothing else
 * is meant.
 */
export function aimDraft(command: OfDraft, drafts: readonly OpenDraft[]): DraftAim | null {
  const which = whichOf(command);
  const oldestFirst = [...drafts].reverse();
  const list: Listed | null =
    drafts.length === 0
      ? null
      : { type: 'which-draft', verb: command.type, ids: oldestFirst.map(({ id }) => id) };
  if (which === null) return drafts.length === 1 ? at(drafts) : list;
  if (which === 'all' && command.type === 'cancel')
    return list && { type: 'each', ids: oldestFirst.map(({ id }) => id) };
  const nth = /^[1-9]$/u.test(which) ? Number(which) : null;
  const found = nth === null ? named(command, which, drafts) : numbered(nth, drafts);
  if (found.length === 1) return at(found);
  return found.length === 0 && (nth === null || !list)
    ? (instead(command, which, list) ?? list)
    : list;
}

const at = ([first]: readonly OpenDraft[]): DraftAim | null =>
  first ? { type: 'at', whistleId: first.id } : null;

function whichOf({ reading }: OfDraft): string | null {
  const intent = reading?.intent;
  return intent?.type === 'confirm' || intent?.type === 'cancel' ? (intent.which ?? null) : null;
}

/** The first of one is that one, whether or not it was listed. */
const numbered = (nth: number, drafts: readonly OpenDraft[]): readonly OpenDraft[] =>
  drafts.length === 1 && nth === 1 && (drafts[0]?.nth ?? null) === null
    ? drafts
    : drafts.filter((one) => one.nth === nth);

function named({ reading }: OfDraft, which: string, drafts: readonly OpenDraft[]) {
  const words = which.replace(/的?[那这][个件条张].*$|的$/u, '').trim();
  return drafts.filter(({ matter, place }) => {
    const isMatter = (matter ?? null) !== null && matter === reading?.facts.matter;
    const known = place ?? '';
    const told = reading?.facts.place ?? words;
    return isMatter || (told.length > 1 && known.includes(told));
  });
}

/** “取消 情况有变”, “取消 7”: of what is out already. */
function instead(command: OfDraft, which: string, otherwise: Listed | null): DraftAim | null {
  if (command.type === 'confirm') return null;
  const { by, heardIn, tapped, reading } = command;
  // Its words are kept now: whom they name is kept apart (I9).
  const resident = reading?.facts.resident ?? null;
  const isNumber = /^[1-9]$/u.test(which);
  const target = { number: isNumber ? which : null };
  const reason = isNumber || which === 'all' ? '' : which;
  const said = { by, heardIn, tapped, resident };
  const withdraw = { type: 'withdraw', ...said, target, reason } as const;
  return { type: 'instead', command: withdraw, otherwise };
}
