import { createHash } from 'node:crypto';
import { kindNames } from '../domain/names.ts';
import type { WhistleKind } from '../domain/names.ts';
import type {
  ApproverRule,
  KindRules,
  Matter,
  Member,
  Org,
  RuleBook,
  Rung,
  StageLimits,
} from '../domain/rule-book.ts';
import { parseDuration, parseSpan } from './duration.ts';
import type {
  ApproverEntry,
  KindEntry,
  MatterEntry,
  OrgEntry,
  RuleBookFiles,
  RungEntry,
} from './files.ts';
import { keysOf } from './keys.ts';
import { toLexicon } from './lexicon.ts';

/** Makes the rule book of files that passed their check: deeply frozen, under a version that its content alone decides. */
export function buildRuleBook(files: RuleBookFiles, lexiconYaml: unknown): RuleBook {
  const { id, title, document, effectiveFrom, district } = files.district;
  const orgs = files.organisations.organisations.map(toOrg);
  const matters = files.matters.matters.map(toMatter);
  return deepFreeze({
    version: `${id}@${digest({ ...files, lexicon: lexiconYaml })}`,
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
      mergeWithin: parseSpan(files.messages.mergeWithin),
      drafts: mapValues(files.messages.drafts, parseSpan),
      reports: mapValues(files.messages.reports, parseSpan),
      media: { ...files.messages.media, keepFor: parseSpan(files.messages.media.keepFor) },
    },
    rating: files.rating,
    admission: files.admission,
    lexicon: toLexicon(orgs, matters, lexiconYaml, lanesOf(files.members)),
  });
}

function toOrg(one: OrgEntry): Org {
  const { aliases = [], parent = null, duties = [], active = true, zone = null, places = [] } = one;
  return { ...one, aliases, parent, duties, active, zone, places, point: one.point ?? null };
}

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

function toRung({ at, stages, tell, group = false, mark = 'none', every }: RungEntry): Rung {
  const repeat = every === undefined ? null : parseSpan(every);
  return { at, stages: stages ?? null, tell, group, mark, every: repeat };
}

function toKind(one: KindEntry, kind: WhistleKind): KindRules {
  return { ...one, name: kindNames[kind], approvers: mapValues(one.approvers, toApproverRule) };
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
