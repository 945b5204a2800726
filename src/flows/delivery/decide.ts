import { changed, ignored, type Decision } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Conversation, Message, MessageEffect } from '../../domain/effect.ts';
import type { Instant } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { DeliveryCommand } from './command.ts';

/** The message that could not be delivered, as far as is needed to say so. */
export interface Undelivered {
  readonly key: string;
  readonly conversation: Conversation;
  readonly urgent: boolean;
  readonly payload: Message;
}

export interface DeliveryFacts {
  readonly now: Instant;
  readonly directory: Directory;
  readonly whistle: Whistle | null;
}

/**
 * Who learns that somebody could not be reached: the command centre, and the blower when it is about their whistle.
 * A report that itself reaches nobody is not reported again.
 */
export function decideDelivery(
  lost: Undelivered,
  _: DeliveryCommand,
  facts: DeliveryFacts,
): Decision<readonly Conversation[]> {
  if (lost.payload.type === 'unreached') return ignored;
  const { whistle } = facts;
  const payload = {
    type: 'unreached',
    who: nameOf(lost.conversation, facts.directory),
    about: whistle?.number ?? '',
  } as const;
  const blower: Conversation[] =
    whistle && lost.conversation !== `person:${whistle.blower}` ? [`person:${whistle.blower}`] : [];
  // Whether one more volunteer was reached is the community's own affair (S14).
  const told: Conversation[] =
    lost.payload.type === 'gathering' ? blower : ['unit:command', ...blower];
  const effects = told.map((conversation) => report(lost, conversation, payload, facts));
  return changed(told, [], effects);
}

function report(
  lost: Undelivered,
  conversation: Conversation,
  payload: Message,
  facts: DeliveryFacts,
): MessageEffect {
  const [centre] = facts.directory.orgsWithDuty('command-centre');
  const [liaison] = centre ? facts.directory.membersOf(centre.code, 'liaison') : [];
  return {
    kind: 'message',
    // Once a person and whistle: the next reminder to the same person need not be reported again.
    key: ['unreached', facts.whistle?.id ?? lost.key, lost.conversation, conversation].join('/'),
    whistleId: facts.whistle?.id ?? null,
    dueAt: facts.now,
    conversation,
    line: conversation === 'unit:command' ? 'bot' : 'app',
    fallback: conversation === 'unit:command' && liaison ? `person:${liaison.userId}` : null,
    urgent: lost.urgent,
    payload,
  };
}

function nameOf(conversation: Conversation, directory: Directory): string {
  const [type, id = ''] = conversation.split(':');
  if (type === 'unit')
    return id === 'command' ? '区级指挥群' : `${directory.org(id)?.name ?? id}工作群`;
  if (type !== 'person') return '未绑定的群';
  const member = directory.memberOf(id);
  return member ? `${directory.org(member.org)?.name ?? ''}${member.name}` : id;
}
