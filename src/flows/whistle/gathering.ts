import { comesAlone, gatheringHome, mayCome } from '../../domain/gathering.ts';
import type { MessageEffect, News } from '../../domain/effect.ts';
import type { Clock, Whistle } from '../../domain/whistle.ts';
import { startClock } from './clocks.ts';
import type { Facts } from './facts.ts';
import { message, person, unit } from './messages.ts';

/** What a gathering's group is told beside the state: a sentence, the hours it took. */
interface Told {
  readonly words?: string;
  readonly hours?: number | null;
}

/** One card in the community's group; its blower gets it while there is none. */
export function toGathering(
  facts: Facts,
  whistle: Whistle,
  news: News | null,
  told: Told = {},
): MessageEffect {
  return message(
    facts,
    whistle,
    unit(gatheringHome(facts.directory, whistle)),
    { type: 'gathering', news, ...told },
    { fallback: person(whistle.blower), line: 'bot' },
  );
}

/** What everybody must learn who has signed up: the group's card, and one to each of them alone. */
export const toAllWhoCame = (facts: Facts, whistle: Whistle, news: News): MessageEffect[] => [
  toGathering(facts, whistle, news),
  ...whistle.volunteers.map(({ by }) =>
    message(facts, whistle, person(by), { type: 'gathering', news, reader: by }),
  ),
];

/** Calls the people: one card in the community's group; alone, up to the rule book's limit, while it has none (S14). */
export function callPeople(facts: Facts, whistle: Whistle): MessageEffect[] {
  const { directory, groups } = facts;
  const home = gatheringHome(directory, whistle);
  const alone = groups.includes(home)
    ? []
    : directory.book.members
        .filter((one) => comesAlone(one) && mayCome(directory, home, one))
        .slice(0, directory.book.messages.aloneAtMost);
  if (alone.length === 0) return [toGathering(facts, whistle, null)];
  return alone.map(({ userId }) =>
    message(facts, whistle, person(userId), { type: 'gathering', news: null }),
  );
}

/** The one clock of a gathering: its own unit's to close it, counted from when people are to come (S34). */
export function gatheringClock(facts: Facts, whistle: Whistle): readonly Clock[] {
  const { appointedAt, round } = whistle;
  const from = appointedAt !== null && appointedAt > facts.now ? appointedAt : facts.now;
  const clock = startClock(facts, whistle, { stage: 'finish', org: null, round, from });
  return clock ? [clock] : [];
}
