import { blowingStreet, modesFor, stopOf } from '../../domain/admission.ts';
import type { Directory } from '../../domain/directory.ts';
import type { AdmissionRule, RuleMode, Statement } from '../../domain/rule-book.ts';
import type { Finding, Whistle } from '../../domain/whistle.ts';
import type { Facts } from './facts.ts';

/**
 * What the admission rules of domain 5.3 say about a draft, each in the mode of its street and kind (S06, S22). Rule 3
 * (duplicate) is `near.ts`'s.
 */
export function findingsOf(
  whistle: Whistle,
  { directory, rates }: Pick<Facts, 'directory' | 'rates'>,
): readonly Finding[] {
  const modes = modesFor(directory.book.admission, blowingStreet(directory, whistle), whistle.kind);
  const about: Readonly<Record<Exclude<AdmissionRule, 'duplicate'>, string | null>> = {
    ownDuty: ownDutyOf(whistle),
    basis: whistle.matter === null ? whistle.unlisted : null,
    emergencyWords: whistle.onlySaysEmergency && whistle.category !== 'emergency' ? '' : null,
    rate: whistle.category === 'emergency' ? null : rateOf(whistle, directory, rates),
    quick: isSmallRepair(directory, whistle) ? (whistle.matter ?? '') : null,
  };
  return [
    ...finding('ownDuty', modes.ownDuty, about.ownDuty),
    ...finding('basis', modes.basis, about.basis),
    ...finding('emergencyWords', modes.emergencyWords, about.emergencyWords),
    ...finding('rate', modes.rate, about.rate),
    ...finding('quick', modes.quick, about.quick),
  ];
}

/**
 * The draft with its findings made anew. One that an enforced rule stops is held at once (不予吹哨) and says why; what
 * lifts it is for its blower to answer.
 */
export function admitted(draft: Whistle, facts: Facts): Whistle {
  const found = { ...draft, findings: findingsOf(draft, facts) };
  const stop = stopOf(found);
  return stop === null
    ? { ...found, state: 'draft', reason: null }
    : { ...found, state: 'held', reason: reasonOf(stop) };
}

/** Of those statements that the category asks for, the ones neither the text nor its blower has made (S23). */
export function missingStatements(directory: Directory, whistle: Whistle): readonly Statement[] {
  const { statements } = directory.book.admission;
  if (statements[whistle.category] === 'off' || statements.waivedKinds.includes(whistle.kind))
    return [];
  return (['concern', 'beyond'] as const).filter((one) => whistle[one] === null);
}

function finding(rule: AdmissionRule, mode: RuleMode, about: string | null): readonly Finding[] {
  return mode === 'off' || about === null ? [] : [{ rule, mode, about }];
}

/** Rule 1: the street's own work, until it has tried and says why it cannot. */
function ownDutyOf({ ownDuty, effort, beyond, category }: Whistle): string | null {
  const shownLimit = effort !== null && beyond !== null;
  return category === 'emergency' || shownLimit ? null : ownDuty;
}

/** Rule 5: far more often than the other streets, or too often in vain. Where nobody counted, the last count stands. */
function rateOf(whistle: Whistle, directory: Directory, rates: Facts['rates']): string | null {
  if (rates === null) return whistle.findings.find((one) => one.rule === 'rate')?.about ?? null;
  const { window, factor, invalidShare, atLeast } = directory.book.admission.rate;
  const days = `近${String(window.amount)}日`;
  const { own, median, submitted, invalid } = rates;
  if (own >= atLeast && own > factor * median)
    return `${days}已吹哨${String(own)}件，各街道中位数${String(median)}件`;
  if (submitted >= atLeast && 100 * invalid > invalidShare * submitted)
    return `${days}提请${String(submitted)}件，其中不予吹哨或撤哨${String(invalid)}件`;
  return null;
}

/** Rule 6: one department, a small repair. */
function isSmallRepair(directory: Directory, { category, matter, participations }: Whistle) {
  const entry = matter === null ? null : directory.matter(matter);
  return category === 'routine' && participations.length === 1 && entry?.quick === true;
}

/** The reason kept with a held whistle; it quotes what the rule stands on. */
function reasonOf({ rule, about }: Finding): string {
  if (rule === 'ownDuty') return `属街道基本职责清单：${about}`;
  if (rule === 'basis') return `责任清单里没有这件事：${about}`;
  return rule === 'rate' ? `吹哨过于频繁：${about}` : about;
}
