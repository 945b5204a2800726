import type { LadderFacts } from '../../domain/directory.ts';
import type { Conversation, Message, MessageEffect, News } from '../../domain/effect.ts';
import { quietEnd } from '../../domain/local-time.ts';
import type { Instant, OrgCode, UserId } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { Facts } from './facts.ts';

/**
 * A message of this decision to one conversation. Its key says what it is for: what, which whistle, from which cause,
 * to whom; so the same ping cannot exist twice and two different ones never collide (design 3).
 */
export function message(
  facts: Facts,
  whistle: Whistle,
  conversation: Conversation,
  payload: Message,
  {
    fallback = null,
    further = [],
    line = 'app',
    dueAt = facts.now,
  }: Partial<Pick<MessageEffect, 'fallback' | 'further' | 'line' | 'dueAt'>> = {},
): MessageEffect {
  const part = 'org' in payload && payload.org !== null ? payload.org : '-';
  const news =
    payload.type === 'notice'
      ? payload.news
      : payload.type === 'gathering' && payload.news !== null
        ? `gathering-${payload.news}`
        : payload.type;
  return {
    kind: 'message',
    key: [news, whistle.id, part, facts.cause, conversation].join('/'),
    whistleId: whistle.id,
    dueAt,
    conversation,
    line,
    fallback,
    ...(further.length > 0 && { further }),
    urgent: whistle.category === 'emergency',
    payload,
  };
}

export const person = (userId: UserId): Conversation => `person:${userId}`;
export const unit = (org: OrgCode): Conversation => `unit:${org}`;

/** News for the blower: alone where they can be reached, else where they spoke. */
export function toBlower(
  facts: Facts,
  whistle: Whistle,
  payload: Message,
  when: Partial<Pick<MessageEffect, 'dueAt'>> = {},
): MessageEffect {
  const { heardIn } = whistle;
  const inGroup = heardIn.type === 'group';
  const fallback = inGroup ? (`chat:${heardIn.chatId}` as const) : null;
  return message(facts, whistle, person(whistle.blower), payload, {
    fallback,
    line: inGroup ? 'bot' : heardIn.line,
    ...when,
  });
}

/** What can wait outside emergencies waits for the morning (domain 5.4). */
export function afterQuietHours(
  { category }: Pick<Whistle, 'category'>,
  { now, directory }: Facts,
): Instant {
  return category === 'emergency' ? now : quietEnd(directory.book.messages, now);
}

/** A short new card in the groups of all departments on the whistle. */
export function toDepartments(
  facts: Facts,
  whistle: Whistle,
  news: News,
  when: Partial<Pick<MessageEffect, 'dueAt'>> = {},
): MessageEffect[] {
  return whistle.participations.map(({ org }) =>
    toDepartment(facts, whistle, org, { type: 'notice', news, org, to: 'group' }, when),
  );
}

/** A copy to those who are only to know (知会): they owe nothing and have no clock. */
export function toObservers(facts: Facts, whistle: Whistle, news: News): MessageEffect[] {
  return whistle.observers.map((org) =>
    toDepartment(facts, whistle, org, { type: 'notice', news, org: null, to: 'observer' }),
  );
}

/** What the rule book looks a receiver up from. */
export const aboutSeat = (whistle: Whistle, department: OrgCode, now?: Instant): LadderFacts => ({
  department,
  street: whistle.street,
  blower: whistle.blower,
  ...(now !== undefined && { now }),
});

/** To a department's group; to its liaison alone while it has none. */
export function toDepartment(
  facts: Facts,
  whistle: Whistle,
  org: OrgCode,
  payload: Message,
  when: Partial<Pick<MessageEffect, 'dueAt'>> = {},
): MessageEffect {
  const [liaison] = facts.directory.receiversOf('liaison', aboutSeat(whistle, org));
  return message(facts, whistle, unit(org), payload, {
    fallback: liaison === undefined ? null : person(liaison),
    line: 'bot',
    ...when,
  });
}

/** The leading-group office is asked for an owner and an entry where the responsibility matrix has none (S59). */
export const askForEntry = (facts: Facts, whistle: Whistle): MessageEffect[] =>
  facts.directory.orgsWithDuty('leading-group-office').map(({ code }) =>
    toDepartment(facts, whistle, code, {
      type: 'notice',
      news: 'unlisted',
      org: null,
      to: 'overseer',
    }),
  );
