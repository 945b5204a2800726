import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Message, MessageEffect } from '../../domain/effect.ts';
import type { Instant } from '../../domain/names.ts';
import { isLookout } from '../../domain/reporting.ts';
import type { Member } from '../../domain/rule-book.ts';
import type { BindingCommand } from './command.ts';

/** 区级指挥群 is a unit of its own: bound by the command centre. */
export const COMMAND = 'command';
const commandNames = ['区级指挥群', '指挥群', '区指挥群'];

export interface Binding {
  readonly unit: string;
  readonly chatId: string;
}

/** The bindings this command touches, before and after. */
export interface Bindings {
  readonly removed: readonly Binding[];
  readonly added: Binding | null;
}

export interface BindingFacts {
  readonly now: Instant;
  readonly cause: string;
  readonly directory: Directory;
  readonly member: Member | null;
  /** Bindings of the unit or of the group as they stand. */
  readonly standing: readonly Binding[];
}

/** The unit a 绑定 names: an organisation's code, or `command`; null when nobody is called so. */
export function unitNamed(directory: Directory, written: string): string | null {
  const name = written.trim();
  if (commandNames.includes(name)) return COMMAND;
  return directory.orgByName(name)?.code ?? null;
}

/**
 * Binds a group to a unit or frees it. Only a member of that unit or of the command centre may; a new binding
 * replaces the old one and both groups are told (design 5).
 */
export function decideBinding(command: BindingCommand, facts: BindingFacts): Decision<Bindings> {
  const { member, directory } = facts;
  if (!member)
    return refused({
      code: 'not-a-member',
      ask: directory.orgsWithDuty('command-centre')[0]?.name ?? '',
    });
  if (command.chatId === null) return refused({ code: 'only-in-group' });
  if (isLookout(member)) return refused({ code: 'not-yours', allowed: '单位工作人员' });
  return command.type === 'bind'
    ? bind(command.unit, command.chatId, member, facts)
    : unbind(command.chatId, member, facts);
}

function bind(
  written: string,
  chatId: string,
  member: Member,
  facts: BindingFacts,
): Decision<Bindings> {
  const { directory, standing } = facts;
  const unit = unitNamed(directory, written);
  if (unit === null) return refused({ code: 'unknown-unit', unit: written.trim() });
  if (!mayBind(unit, member, directory))
    return refused({ code: 'not-your-unit', unit: nameOf(unit, directory) });
  if (standing.some((one) => one.unit === unit && one.chatId === chatId)) return ignored;
  const others = standing.filter((one) => one.unit === unit && one.chatId !== chatId);
  const before = standing.find((one) => one.chatId === chatId && one.unit !== unit);
  if (before && !mayBind(before.unit, member, directory))
    return refused({ code: 'group-taken', unit: nameOf(before.unit, directory) });
  const name = nameOf(unit, directory);
  const told = say(facts, chatId, {
    type: 'bound',
    unit: name,
    by: member.userId,
    replaced: others.length > 0,
    instead: before === undefined ? null : nameOf(before.unit, directory),
  });
  const moved = others.map((one) =>
    say(facts, one.chatId, { type: 'unbound', unit: name, movedTo: true }),
  );
  return changed(
    { removed: standing, added: { unit, chatId } },
    [event('bound', member, unit)],
    [told, ...moved],
  );
}

function unbind(chatId: string, member: Member, facts: BindingFacts): Decision<Bindings> {
  const bound = facts.standing.find((one) => one.chatId === chatId);
  if (!bound) return refused({ code: 'not-bound' });
  const name = nameOf(bound.unit, facts.directory);
  if (!mayBind(bound.unit, member, facts.directory))
    return refused({ code: 'not-your-unit', unit: name });
  const told = say(facts, chatId, { type: 'unbound', unit: name, movedTo: false });
  return changed({ removed: [bound], added: null }, [event('unbound', member, bound.unit)], [told]);
}

function mayBind(unit: string, member: Member, directory: Directory): boolean {
  return (
    member.org === unit || (directory.org(member.org)?.duties.includes('command-centre') ?? false)
  );
}

const nameOf = (unit: string, directory: Directory): string =>
  unit === COMMAND ? '区级指挥群' : (directory.org(unit)?.name ?? unit);

const event = (type: string, member: Member, unit: string) => ({
  type,
  by: member.userId,
  data: { unit },
});

function say(facts: BindingFacts, chatId: string, payload: Message): MessageEffect {
  return {
    kind: 'message',
    key: [payload.type, chatId, facts.cause].join('/'),
    whistleId: null,
    dueAt: facts.now,
    conversation: `chat:${chatId}`,
    line: 'bot',
    fallback: null,
    urgent: false,
    payload,
  };
}
