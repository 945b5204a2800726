import { addDuration } from '../../domain/calendar.ts';
import { clip } from '../../domain/clip.ts';
import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import { gatheringHome, mayCome } from '../../domain/gathering.ts';
import type { UserId } from '../../domain/names.ts';
import { shortNumber } from '../../domain/number.ts';
import { isGathering, isRunning, type Whistle } from '../../domain/whistle.ts';
import { watched } from './clocks.ts';
import type { HumanCommand } from './command.ts';
import { confirm } from './decide-confirm.ts';
import { summon } from './summon.ts';
import { isOurs, type Facts } from './facts.ts';
import { toGathering } from './gathering.ts';
import { hoursSaid, hoursWorked } from './hours.ts';
import { photosToHelper } from './media.ts';
import { toBlower } from './messages.ts';
import { effortOf, keptFrom } from './raised.ts';
import { tooLate } from './too-late.ts';

type Step = Extract<HumanCommand, { type: 'sign' | 'check-in' | 'on-site' | 'done' | 'progress' }>;

/** What people do on a community's whistle: come, each for themselves; its own unit tells and closes (S14). */
export function stepOfPeople(whistle: Whistle, command: Step, facts: Facts): Decision<Whistle> {
  if (whistle.dispatchedAt === null) return refused({ code: 'not-summoned' });
  const late =
    command.type === 'done' || command.type === 'progress'
      ? tellHours(whistle, command, facts)
      : null;
  if (late) return late;
  if (command.type === 'done' && whistle.state === 'archived' && isOurs(whistle, facts))
    return ignored;
  if (whistle.endedAt !== null) return tooLate(whistle, facts);
  switch (command.type) {
    case 'sign':
    case 'check-in':
    case 'on-site':
      return come(whistle, command.by, facts);
    case 'progress':
      return progress(whistle, command, facts);
    case 'done':
      return close(whistle, command, facts);
  }
}

/** 报到: once each; whoever comes after enough have come is welcome all the same. */
function come(whistle: Whistle, by: UserId, facts: Facts): Decision<Whistle> {
  const { directory, member } = facts;
  const home = gatheringHome(directory, whistle);
  if (!member || !mayCome(directory, home, member))
    return refused({ code: 'not-invited', org: directory.org(home)?.name ?? home });
  if (whistle.volunteers.some((one) => one.by === by)) return ignored;
  const volunteers = [...whistle.volunteers, { by, at: facts.now }];
  const next: Whistle = { ...whistle, state: 'in_progress', volunteers };
  const enough = volunteers.length === whistle.headcount;
  return changed(
    next,
    [{ type: 'came', by, data: { count: volunteers.length } }],
    // One message when enough have come, none for each: the count is on the card (domain 2.4).
    [
      ...photosToHelper(facts, next, member),
      ...(enough
        ? [toBlower(facts, next, { type: 'notice', news: 'enough', org: null, to: 'blower' })]
        : []),
    ],
  );
}

function progress(
  whistle: Whistle,
  command: Extract<Step, { sentence: string }>,
  facts: Facts,
): Decision<Whistle> {
  const came = whistle.volunteers.some((one) => one.by === command.by);
  if (!came && !isOurs(whistle, facts)) return refused({ code: 'too-early', step: '报到' });
  const sentence = clip(command.sentence, 500);
  if (sentence === '') return refused({ code: 'needs-sentence', words: '进展 ' });
  const told = toBlower(facts, whistle, {
    type: 'notice',
    news: 'progress',
    org: null,
    to: 'blower',
    words: sentence,
  });
  return changed(whistle, [{ type: 'progress', by: command.by, data: { sentence } }], [told]);
}

/** 办结: archived without rating; one card thanks everybody, with how many came and how long (S14, domain 5.8). */
function close(
  whistle: Whistle,
  command: Extract<Step, { sentence: string }>,
  facts: Facts,
): Decision<Whistle> {
  if (!isOurs(whistle, facts)) return refused({ code: 'not-yours', allowed: '吹哨单位' });
  const sentence = clip(command.sentence, 500);
  const { appointedAt } = whistle;
  // Archived, it could not be raised any more: one tap is not enough before its time.
  if (appointedAt !== null && facts.now < appointedAt && !tellsDone(sentence))
    return refused({
      code: 'before-its-time',
      at: appointedAt,
      number: shortNumber(whistle.number),
    });
  const hours = hoursWorked(whistle, sentence, facts.now);
  const mark = { by: command.by, at: facts.now };
  const next: Whistle = {
    ...whistle,
    state: 'archived',
    verified: mark,
    endedAt: facts.now,
    clocks: [],
  };
  const data = { people: whistle.volunteers.length, hours, sentence };
  return changed(
    next,
    [
      { type: 'closed', by: command.by, data },
      { type: 'archived', by: null, data: {} },
    ],
    [toGathering(facts, next, 'archived', { words: sentence, hours })],
  );
}

/** A word of what was done, and not that it is called off. */
const tellsDone = (sentence: string): boolean =>
  sentence !== '' && !/取消|改期|延期|推迟|不(?:办|搞|开展|去)了/u.test(sentence);

/**
 * Hours told after 办结, by whatever verb, are kept for as long as the rule book lets them come: closing never waits for
 * them, and everybody has been thanked (S14). Null: nothing of the kind.
 */
export function tellHours(
  whistle: Whistle,
  { by, sentence }: { readonly by: UserId; readonly sentence: string },
  facts: Facts,
): Decision<Whistle> | null {
  const { book } = facts.directory;
  const { state, endedAt } = whistle;
  if (!isGathering(whistle) || state !== 'archived' || endedAt === null) return null;
  if (!isOurs(whistle, facts)) return null;
  if (addDuration(book.calendar, endedAt, book.messages.hoursWithin) < facts.now) return null;
  const hours = hoursSaid(sentence);
  if (hours === null) return null;
  return changed(whistle, [{ type: 'hours-told', by, data: { hours } }], []);
}

/**
 * 升级为街道哨: the same whistle, number and history, now to departments. It goes to the street's approver, or becomes a
 * draft that asks for what a street whistle needs beside (S14, S50).
 */
export function raise(
  whistle: Whistle,
  command: Extract<HumanCommand, { type: 'raise' }>,
  facts: Facts,
): Decision<Whistle> {
  if (!isOurs(whistle, facts)) return refused({ code: 'not-yours', allowed: '吹哨单位' });
  if (!isGathering(whistle) || !isRunning(whistle)) return tooLate(whistle, facts);
  const { directory } = facts;
  const draft: Whistle = {
    ...whistle,
    kind: 'street',
    state: 'draft',
    dispatchedAt: null,
    effort: effortOf(whistle),
    asked: keptFrom(whistle),
    ...summon(directory, { ...whistle, kind: 'street' }, []),
    clocks: [],
  };
  const event = { type: 'raised', by: command.by, data: { people: whistle.volunteers.length } };
  const group = toGathering(facts, whistle, 'raised');
  const sent = confirm(draft, command, facts);
  if (sent.verdict === 'changed')
    return changed(
      sent.next,
      [event, ...sent.events],
      // What goes out at once has told its people already.
      [...sent.effects, ...(sent.next.dispatchedAt === null ? [group] : [])],
    );
  const { next, watch } = watched(facts, draft);
  // A tap turns the blower's own card into the draft.
  const shown = command.tapped && command.by === whistle.blower;
  const asked = shown ? [] : [toBlower(facts, next, { type: 'draft' })];
  return changed(next, [event], [...asked, ...watch, group]);
}
