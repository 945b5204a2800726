import type { Conversation, MessageEffect, News } from '../../domain/effect.ts';
import type { OrgCode, UserId } from '../../domain/names.ts';
import type { Participation, Whistle } from '../../domain/whistle.ts';
import type { Facts } from './facts.ts';
import { aboutSeat, message, person, unit } from './messages.ts';

/**
 * The rung at 0 %: who is told alone, beside the groups' cards, the moment `called` are summoned (S20). Once each: a
 * department's own people get its card, everybody else one overview, however many departments were called (domain 2.4).
 * In an emergency whoever cannot be reached hands on to the next of their unit, and at last to its group.
 */
export function atOnce(
  facts: Facts,
  whistle: Whistle,
  called: readonly Participation[] = whistle.participations,
): readonly MessageEffect[] {
  const { directory, now } = facts;
  const tell = directory.book.ladders[whistle.category]
    .filter((rung) => rung.at === 0)
    .flatMap((rung) => rung.tell);
  const all = called.flatMap(({ org }) =>
    tell.flatMap((one) => directory.receiversOf(one, aboutSeat(whistle, org, now))),
  );
  const told = [...new Set(all)].filter((userId) => userId !== whistle.blower);
  return told.map((userId) => {
    const own = directory.memberOf(userId)?.org;
    const seat = called.find(({ org }) => org === own);
    const [fallback = null, ...further] = own === undefined ? [] : next(facts, whistle, own, told);
    return message(
      facts,
      whistle,
      person(userId),
      seat
        ? { type: 'summons', org: seat.org }
        : { type: 'notice', news: 'dispatched', org: null, to: 'overseer' },
      { fallback, further },
    );
  });
}

/** Those who were told alone when it went out hear of what became of it: nobody drives to what is over. */
export function overAtOnce(facts: Facts, whistle: Whistle, news: News): readonly MessageEffect[] {
  const then = { ...facts, now: whistle.dispatchedAt ?? facts.now };
  return atOnce(then, whistle).map(({ conversation, fallback, further }) =>
    message(
      facts,
      whistle,
      conversation,
      { type: 'notice', news, org: null, to: 'overseer' },
      { fallback, ...(further && { further }) },
    ),
  );
}

const nextPosts = ['liaison', 'stand-in', 'leader-in-charge', 'head'] as const;

/** Who is tried after somebody of this unit who cannot be reached: those not told anyway, then the unit's group. */
function next(
  { directory }: Facts,
  whistle: Whistle,
  org: OrgCode,
  told: readonly UserId[],
): readonly Conversation[] {
  if (whistle.category !== 'emergency') return [];
  const people = nextPosts.flatMap((post) => directory.receiversOf(post, aboutSeat(whistle, org)));
  const others = [...new Set(people)].filter((one) => !told.includes(one));
  const isCentre = directory.org(org)?.duties.includes('command-centre') ?? false;
  return [...others.map(person), isCentre ? 'unit:command' : unit(org)];
}
