import { createHash } from 'node:crypto';
import { admissionDefaults } from '../domain/admission.ts';
import { kindNames } from '../domain/names.ts';
import { usualAlarm } from '../domain/reporting.ts';
import type { WhistleKind } from '../domain/names.ts';
import type {
  AdmissionRules,
  ApproverRule,
  DuplicateRules,
  KindRules,
  Matter,
  Member,
  Org,
  Project,
  Resource,
  Roster,
  RuleBook,
  Rung,
  StageLimits,
} from '../domain/rule-book.ts';
import { parseDuration, parseSpan } from './duration.ts';
import type {
  AdmissionEntry,
  ApproverEntry,
  KindEntry,
  MatterEntry,
  OrgEntry,
  ProjectEntry,
  ResourceEntry,
  RuleBookFiles,
  RungEntry,
} from './files.ts';
import { keysOf } from './keys.ts';
import { toLexicon, type LexiconWords } from './lexicon.ts';

/** Makes the rule book of files that passed their check: deeply frozen, under a version that its content alone decides. */
export function buildRuleBook(files: RuleBookFiles, words: LexiconWords): RuleBook {
  const { id, title, document, effectiveFrom, district } = files.district;
  const orgs = files.organisations.organisations.map(toOrg);
  const matters = files.matters.matters.map(toMatter);
  const projects = (files.projects?.projects ?? []).map(toProject);
  const admission = toAdmission(files.admission);
  return deepFreeze({
    version: `${id}@${digest({ ...files, ...words })}`,
    id,
    title,
    document,
    effectiveFrom,
    district,
    orgs,
    members: toMembers(files.members),
    matters,
    kinds: mapValues(files.kinds.kinds, toKind),
    limits: mapValues(files.limits.limits, toLimits),
    zones: mapValues(files.limits.zones, parseSpan),
    ladders: mapValues(files.ladder.ladder, (rungs) => rungs.map(toRung)),
    calendar: files.calendar,
    messages: {
      ...files.messages,
      aloneAtMost: files.messages.aloneAtMost ?? 20,
      hoursWithin: parseSpan(files.messages.hoursWithin ?? '7 日'),
      mergeWithin: parseSpan(files.messages.mergeWithin),
      drafts: mapValues(files.messages.drafts, parseSpan),
      reports: toReports(files.messages.reports),
      media: { ...files.messages.media, keepFor: parseSpan(files.messages.media.keepFor) },
    },
    rating: files.rating,
    admission,
    projects,
    resources: (files.resources?.resources ?? []).map(toResource),
    lexicon: toLexicon(orgs, matters, words, {
      ownDuties: admission.ownDuties,
      lanes: lanesOf(files.members),
      projects: projects.map(({ code, name, aliases }) => ({ code, name, words: aliases })),
    }),
    ...(files.roster && { roster: toRoster(files.roster) }),
  });
}

function toOrg(one: OrgEntry): Org {
  const { aliases = [], parent = null, duties = [], active = true, zone = null, places = [] } = one;
  const { allies = [], point = null } = one;
  return { ...one, aliases, parent, duties, active, zone, places, allies, point };
}

const toProject = (one: ProjectEntry): Project => ({ ...one, aliases: one.aliases ?? [] });

const toResource = (one: ResourceEntry): Resource => ({ ...one, quantity: one.quantity ?? null });

function toMembers({ members }: RuleBookFiles['members']): readonly Member[] {
  return Object.entries(members).flatMap(([org, people]) =>
    people.map(({ lanes = [], ...one }) => ({ ...one, lanes, org })),
  );
}

function lanesOf({ members }: RuleBookFiles['members']): readonly string[] {
  return Object.values(members).flatMap((people) => people.flatMap(({ lanes = [] }) => lanes));
}

function toMatter(one: MatterEntry): Matter {
  const limits = Object.entries(one.limits ?? {});
  return {
    ...one,
    limits: Object.fromEntries(limits.map(([stage, text]) => [stage, parseDuration(text)])),
  };
}

function toLimits(stages: Readonly<Record<keyof StageLimits, string>>): StageLimits {
  return mapValues(stages, parseDuration);
}

function toReports({
  emergency,
  ...spans
}: RuleBookFiles['messages']['reports']): RuleBook['messages']['reports'] {
  const alarm = emergency ? { ...emergency, every: parseSpan(emergency.every) } : usualAlarm;
  return { ...mapValues(spans, parseSpan), emergency: alarm };
}

function toRung({ at, stages, tell, group = false, mark = 'none', every, times }: RungEntry): Rung {
  const repeat = every === undefined ? null : parseSpan(every);
  const often = times === undefined ? {} : { times };
  return { at, stages: stages ?? null, tell, group, mark, every: repeat, ...often };
}

function toKind(one: KindEntry, kind: WhistleKind): KindRules {
  const { openTo = null, reaches = null, observers = [] } = one;
  const approvers = mapValues(one.approvers, toApproverRule);
  return { ...one, openTo, reaches, observers, name: kindNames[kind], approvers };
}

function toApproverRule(rule: ApproverEntry): ApproverRule {
  switch (rule.when) {
    case 'none':
      return { type: 'none' };
    case 'before':
      return { type: 'before', posts: rule.posts, standInAfter: parseSpan(rule.standInAfter) };
    case 'after':
      return { type: 'after', posts: rule.posts, within: parseSpan(rule.within) };
  }
}

function toRoster({ shiftStart, units }: Required<RuleBookFiles>['roster']): Roster {
  return { shiftStart, units: mapValues(units, (one) => ({ days: {}, ...one })) };
}

/** A duty may be written as its name alone; what a district leaves out has its default. */
function toAdmission(one: AdmissionEntry): AdmissionRules {
  const { overrides = [], ownDuties, empowerment = [], statements, rate, afterwards } = one;
  const { waivedKinds = [], ...modes } = statements ?? admissionDefaults.statements;
  return {
    ...admissionDefaults,
    modes: one.modes,
    facts: one.facts,
    overrides: overrides.map(({ streets = null, kinds = null, modes }) => ({
      streets,
      kinds,
      modes,
    })),
    statements: { ...modes, waivedKinds },
    ...(rate && { rate: { ...rate, window: parseSpan(rate.window) } }),
    ...(afterwards && {
      afterwards: { ...afterwards, askAfter: parseSpan(afterwards.askAfter) },
    }),
    ...(one.quickPosts && { quickPosts: one.quickPosts }),
    ...(one.refusals && { refusals: one.refusals }),
    ownDuties: ownDuties.map((duty) =>
      typeof duty === 'string'
        ? { name: duty, says: [], basis: null }
        : { name: duty.name, says: duty.says ?? [], basis: duty.basis ?? null },
    ),
    ...(one.duplicates && { duplicates: toDuplicates(one.duplicates) }),
    empowerment: empowerment.map(({ name, basis = null }) => ({ name, basis })),
  };
}

function toDuplicates(one: NonNullable<AdmissionEntry['duplicates']>): DuplicateRules {
  return {
    ...one,
    within: parseSpan(one.within),
    emergencyWithin: parseSpan(one.emergencyWithin),
    mergeWithin: parseSpan(one.mergeWithin),
  };
}

function mapValues<K extends string, V, W>(
  record: Readonly<Record<K, V>>,
  change: (value: V, key: K) => W,
): Record<K, W> {
  const entries = keysOf(record).map((key) => [key, change(record[key], key)] as const);
  return Object.fromEntries(entries) as Record<K, W>;
}

/** Comments, order of keys and layout do not make a new version; a changed word does (I7). */
function digest(content: unknown): string {
  const sorted = JSON.stringify(content, (_key, value: unknown) =>
    isRecord(value) ? Object.fromEntries(Object.entries(value).sort(byKey)) : value,
  );
  return createHash('sha256').update(sorted).digest('hex').slice(0, 12);
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const one of Object.values(value)) deepFreeze(one);
  }
  return value;
}
