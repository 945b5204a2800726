import type { Directory } from '../../domain/directory.ts';
import type { Hint } from '../../domain/hint.ts';
import type { ProjectCode } from '../../domain/names.ts';
import type { Project } from '../../domain/rule-book.ts';
import { lentTo, matching } from '../../domain/resources.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { lawfulKind, mayCall } from './may-call.ts';
import { unnamedLead } from './seats.ts';

const MOST_RESOURCES = 2;

/** What may be said beside a draft, the most important first. Pure. */
export function hintsOf(directory: Directory, whistle: Whistle): readonly Hint[] {
  const lead = unnamedLead(directory, whistle);
  return [
    ...(whistle.place === null && whistle.kind !== 'service'
      ? [{ type: 'no-place' as const }]
      : []),
    ...outside(directory, whistle),
    ...canWait(directory, whistle),
    ...otherStreet(directory, whistle),
    ...becomesStreet(directory, whistle),
    ...(whistle.observers.length > 0 ? [{ type: 'copies' as const, orgs: whistle.observers }] : []),
    ...askItem(whistle),
    ...askProject(directory, whistle),
    ...(lead === null ? [] : [{ type: 'unnamed-lead' as const, org: lead }]),
    ...resources(directory, whistle),
  ];
}

/** The questions among the hints, by the name they are remembered under: each is asked once (domain 2.4). */
export const questionsOf = (directory: Directory, whistle: Whistle): readonly string[] =>
  hintsOf(directory, whistle)
    .map(({ type }) => type)
    .filter((type) => type === 'ask-item' || type === 'ask-project');

/** The project of a new whistle: the one named, in words the district uses, else its office's only one (S17). */
export function projectOf(
  directory: Directory,
  { kind, text, blowerOrg }: Pick<Whistle, 'kind' | 'text' | 'blowerOrg'>,
): ProjectCode | null {
  if (kind !== 'project') return null;
  const named = projectNamed(directory, text);
  if (named) return named.code;
  const own = directory.book.projects.filter((one) => one.office === blowerOrg);
  return own.length === 1 ? (own[0]?.code ?? null) : null;
}

/** The project a text names, the longest name first. */
export function projectNamed({ book }: Directory, text: string): Project | null {
  const names = book.projects
    .flatMap((one) => [one.name, ...one.aliases].map((name) => ({ name, one })))
    .sort((a, b) => b.name.length - a.name.length);
  return names.find(({ name }) => text.includes(name))?.one ?? null;
}

/** Its place is read as written, and is not this district's to act upon (domain 6.4). */
function outside({ book }: Directory, { place }: Whistle): readonly Hint[] {
  const district = book.lexicon.words.outside.find((one) => place?.startsWith(one));
  return district === undefined ? [] : [{ type: 'outside', district }];
}

function canWait(directory: Directory, { category, matter }: Whistle): readonly Hint[] {
  const usual = matter === null ? undefined : directory.matter(matter)?.category;
  return category === 'emergency' && usual !== undefined && usual !== 'emergency'
    ? [{ type: 'can-wait' }]
    : [];
}

function otherStreet(directory: Directory, { street, blowerOrg }: Whistle): readonly Hint[] {
  const own = directory.org(blowerOrg);
  if (own?.type !== 'street' || street === null || street === own.code) return [];
  return [{ type: 'other-street', own: own.code, written: street }];
}

function becomesStreet(directory: Directory, whistle: Whistle): readonly Hint[] {
  const { kind, participations } = whistle;
  if (lawfulKind(directory, whistle) === kind) return [];
  const orgs = participations.filter((one) => !mayCall(directory, kind, [one]));
  return [{ type: 'becomes-street', from: kind, orgs: orgs.map(({ org }) => org) }];
}

function askItem({ kind, item, place, asked }: Whistle): readonly Hint[] {
  const known = kind !== 'service' || item !== null || place !== null;
  return known || asked.includes('ask-item') ? [] : [{ type: 'ask-item' }];
}

function askProject(directory: Directory, whistle: Whistle): readonly Hint[] {
  const { kind, project, asked, blowerOrg } = whistle;
  if (kind !== 'project' || project !== null || asked.includes('ask-project')) return [];
  const { projects } = directory.book;
  const own = projects.filter((one) => one.office === blowerOrg);
  const offered = own.length > 0 ? own : projects;
  return offered.length > 1
    ? [{ type: 'ask-project', projects: offered.map(({ code }) => code) }]
    : [];
}

function resources(directory: Directory, whistle: Whistle): readonly Hint[] {
  if (whistle.kind !== 'alliance' && whistle.kind !== 'community') return [];
  const found = matching(lentTo(directory, whistle.blowerOrg), whistle.text);
  return found.length === 0
    ? []
    : [{ type: 'resources', resources: found.slice(0, MOST_RESOURCES) }];
}
