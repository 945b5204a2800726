import { addDuration } from './calendar.ts';
import type { Directory } from './directory.ts';
import type { Instant, OrgCode, WhistleKind } from './names.ts';
import type { AdmissionRule, AdmissionRules, RuleMode } from './rule-book.ts';
import type { Finding, Whistle } from './whistle.ts';

/** What a rule book that does not speak of it holds: nothing asked, nothing exempt. Also how older versions are read (I7). */
export const admissionDefaults = {
  overrides: [],
  statements: { routine: 'off', tackle: 'off', emergency: 'off', waivedKinds: [] },
  rate: { window: { unit: 'day', amount: 30 }, factor: 2, invalidShare: 10, atLeast: 5 },
  quickPosts: [],
  afterwards: { askAfter: { unit: 'minute', amount: 30 }, within: '24小时' },
  ownDuties: [],
  empowerment: [],
  refusals: [],
  duplicates: {
    within: { unit: 'day', amount: 30 },
    emergencyWithin: { unit: 'hour', amount: 6 },
    mergeWithin: { unit: 'minute', amount: 30 },
    metres: 200,
    candidates: 3,
    superviseFrom: 3,
    communityIsOnePlace: false,
    fillers: [],
    wide: [],
  },
} as const satisfies Omit<AdmissionRules, 'modes' | 'facts'>;

/** The rules of a version stored before a part of them existed, with that part's default. */
export const wholeAdmission = (stored: AdmissionRules): AdmissionRules => ({
  ...admissionDefaults,
  ...stored,
  ownDuties: stored.ownDuties.map((one) =>
    typeof one === 'string' ? { name: one, says: [], basis: null } : one,
  ),
});

/** How strict each rule is for a street and a kind (S06): a later override goes before an earlier one. */
export function modesFor(
  admission: Pick<AdmissionRules, 'modes' | 'overrides'>,
  street: OrgCode | null,
  kind: WhistleKind,
): Readonly<Record<AdmissionRule, RuleMode>> {
  return admission.overrides
    .filter(
      ({ streets, kinds }) =>
        (streets === null || (street !== null && streets.includes(street))) &&
        (kinds === null || kinds.includes(kind)),
    )
    .reduce((modes, one) => ({ ...modes, ...one.modes }), admission.modes);
}

/** Rules that stop a whistle when enforced; the others only ever speak. */
const stopping: readonly AdmissionRule[] = ['ownDuty', 'basis', 'duplicate', 'rate'];

/** The finding that keeps a whistle from going out, the first one: 不予吹哨. An emergency is never stopped (S20). */
export const stopOf = ({
  findings,
  waived,
  category,
}: Pick<Whistle, 'findings' | 'waived' | 'category'>): Finding | null =>
  category === 'emergency'
    ? null
    : (findings.find(
        ({ rule, mode }) => mode === 'enforce' && stopping.includes(rule) && !waived.includes(rule),
      ) ?? null);

/** 快捷哨: any member of the street's leadership may approve it (domain 5.3, rule 6). */
export const isQuick = ({ findings }: Pick<Whistle, 'findings'>): boolean =>
  findings.some(({ rule }) => rule === 'quick');

/** A statement that 确认吹哨 made in the place of a line of the blower's (S23). */
export const DECLARED = '吹哨人确认';

/** What an emergency that went out at once still owes: 先到场、后补单 (S25). */
export const owedBasis = ({
  category,
  place,
  effort,
}: Pick<Whistle, 'category' | 'place' | 'effort'>): readonly ('place' | 'effort')[] =>
  category === 'emergency'
    ? [
        ...(place === null ? (['place'] as const) : []),
        ...(effort === null ? (['effort'] as const) : []),
      ]
    : [];

/** The street a whistle is counted for: the blower's own, whatever place it is about. */
export function blowingStreet(
  directory: Directory,
  { blowerOrg, street }: Pick<Whistle, 'blowerOrg' | 'street'>,
): OrgCode | null {
  const org = directory.org(blowerOrg);
  if (org?.type === 'street') return org.code;
  return (org?.type === 'community' ? org.parent : null) ?? street;
}

/** When the time begins that rule 5 looks at. */
export const rateSince = ({ book }: Directory, now: Instant): Instant => {
  const { window } = book.admission.rate;
  const span = Date.parse(addDuration(book.calendar, now, window)) - Date.parse(now);
  return new Date(Date.parse(now) - span).toISOString();
};
