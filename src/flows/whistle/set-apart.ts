import { refused, type Decision, type Refusal } from '../../domain/decision.ts';
import { shortNumber } from '../../domain/number.ts';
import type { Resident } from '../../domain/origin.ts';
import type { Reading, WhistleFacts } from '../../domain/reading.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { WhistleCommand } from './command.ts';
import { isOurs, type Facts } from './facts.ts';
import { toBlower } from './messages.ts';

/**
 * Cuts what names a resident out of a sentence before anything is decided or kept: name, number and door become marks,
 * whoever handles the matter finds them by 查哨 (domain 5.12, I9).
 */
export function setApart(command: WhistleCommand): {
  readonly apart: WhistleCommand;
  readonly resident: Resident | null;
} {
  const resident = namedIn(command);
  if (!resident || !Object.values(resident).some((one) => (one ?? '') !== ''))
    return { apart: command, resident: null };
  return { apart: cutFrom(command, resident), resident };
}

function namedIn(command: WhistleCommand): Resident | null {
  if (command.type === 'tell')
    return command.reading.whistles[0]?.resident ?? command.reading.facts.resident;
  if (command.type === 'amend') return command.resident ?? command.reading.facts.resident;
  return 'by' in command ? (command.resident ?? null) : null;
}

/** A reason or a sentence is read in groups, too: it loses the same words as a whistle's own. */
function cutFrom(command: WhistleCommand, resident: Resident): WhistleCommand {
  const cut = cutter(resident);
  if (command.type === 'tell') return { ...command, reading: without(command.reading, resident) };
  if (command.type === 'amend')
    return { ...command, reading: without(command.reading, resident), reason: cut(command.reason) };
  if (command.type === 'rate') return { ...command, reason: cut(command.reason) };
  if ('reason' in command) return { ...command, reason: cut(command.reason) };
  if ('sentence' in command) return { ...command, sentence: cut(command.sentence ?? '') };
  return command;
}

/** The decision with the resident it is to keep; a sentence that names nothing else is an answer, too. */
export function withResident(
  decision: Decision<Whistle>,
  resident: Resident | null,
  { whistle, command, facts }: About,
): Decision<Whistle> {
  if (resident === null) return decision;
  if (decision.verdict === 'changed') return { ...decision, residents: [resident] };
  const onlyThat = decision.verdict === 'refused' && nothingElse.includes(decision.refusal.code);
  if (!whistle || !onlyThat || !('by' in command)) return decision;
  return {
    verdict: 'changed',
    next: whistle,
    events: [{ type: 'resident-named', by: command.by, data: {} }],
    effects: whistle.state === 'draft' ? [toBlower(facts, whistle, { type: 'draft' })] : [],
    residents: [resident],
  };
}

/**
 * A contact for what was sent and may not be amended now, or told without a number: it changes nothing but who is behind
 * it, which `withResident` keeps. Null: the words are something else.
 */
export function contactTold(
  whistle: Whistle,
  { text, intent }: Reading,
  facts: Facts,
): Decision<Whistle> | null {
  const names = text.includes(marks.phone) || text.includes(marks.name);
  const open = whistle.state === 'dispatched' || whistle.state === 'in_progress';
  const waits = whistle.state === 'pending_approval' || whistle.state === 'queued';
  if (!names || !isOurs(whistle, facts)) return null;
  return waits || (open && intent.type === 'other')
    ? refused({ code: 'nothing-to-amend', number: shortNumber(whistle.number) })
    : null;
}

const nothingElse: readonly Refusal['code'][] = ['nothing-new', 'nothing-to-amend'];

interface About {
  readonly whistle: Whistle | null;
  readonly command: WhistleCommand;
  readonly facts: Facts;
}

function without(reading: Reading, resident: Resident): Reading {
  const cut = cutter(resident);
  const clean = (facts: WhistleFacts): WhistleFacts => ({
    ...facts,
    place: cut(facts.place),
    effort: cut(facts.effort),
    concern: cut(facts.concern),
    beyond: cut(facts.beyond),
    resident: null,
    because: {},
  });
  return {
    ...reading,
    text: cut(reading.text),
    facts: clean(reading.facts),
    whistles: reading.whistles.map(clean),
  };
}

/** A place that is a resident's own door: where somebody lives, not where the matter is. */
export const isHome = (place: string | null): boolean => place?.includes(marks.door) ?? false;

const marks = { phone: '〔电话〕', door: '〔门牌〕', name: '〔联系人〕' } as const;
const titles = '(?:先生|女士|小姐|大爷|大妈|阿姨|叔叔|师傅|老师)?';

function cutter({ name, phone, door }: Resident) {
  const cuts = [
    ...(phone ? [[loosely(phone), marks.phone] as const] : []),
    ...(door ? [[loosely(door), marks.door] as const] : []),
    // One letter alone is in every second word; with 先生 or 女士 behind it, it is somebody.
    ...(name
      ? [[loosely(name) + (name.length > 1 ? titles : titles.slice(0, -1)), marks.name] as const]
      : []),
  ];
  const patterns = cuts.map(([source, mark]) => [new RegExp(source, 'giu'), mark] as const);
  return <Text extends string | null>(text: Text): Text =>
    (text === null
      ? null
      : patterns.reduce<string>((left, [one, mark]) => left.replace(one, mark), text)) as Text;
}

/** The same letters in either width and with whatever separates them: `138 0013-8000`, `２单元 501 室`. */
function loosely(words: string): string {
  const letters = Array.from(words.normalize('NFKC').replace(/[\s\p{Pd}]/gu, ''));
  return letters.map(eitherWidth).join('[\\s\\p{Pd}.·，,/_()（）]{0,3}');
}

function eitherWidth(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  const wide = code > 0x20 && code < 0x7f ? String.fromCodePoint(code + 0xfee0) : '';
  return `[${letter.replace(/[\\\]^-]/gu, '\\$&')}${wide}]`;
}
