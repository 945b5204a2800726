import { clip } from '../../domain/clip.ts';
import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { NewEffect } from '../../domain/effect.ts';
import { checkInScore } from '../../domain/check-in-score.ts';
import type { Participation, Whistle } from '../../domain/whistle.ts';
import type { HumanCommand } from './command.ts';
import { short } from './decide-seat.ts';
import { isOurs, type Facts } from './facts.ts';
import { aboutSeat, message, person, toBlower, toDepartments, toObservers } from './messages.ts';
import { readScores } from './rating.ts';

type Rate = Extract<HumanCommand, { type: 'rate' }>;

/** 评价: four lines for one department, once; all rated, the whistle is archived (S35–S39). */
export function rate(whistle: Whistle, command: Rate, facts: Facts): Decision<Whistle> {
  if (!mayRate(whistle, facts))
    return refused({ code: 'not-yours', allowed: '吹哨单位授权的评价人' });
  if (whistle.state !== 'verified' && whistle.state !== 'archived')
    return refused({ code: 'too-early', step: '核验通过' });
  const seat = ratedSeat(whistle, command.org);
  if (!seat) return whistle.state === 'archived' ? ignored : askWhich(whistle, facts);
  if (seat.rating) return addRatingReason(whistle, seat, command, facts);
  const read = readScores(facts.directory.book.rating, command.scores);
  if (!read) return refused({ code: 'bad-scores', words: wordsFor(whistle, seat, facts) });
  const score = checkInScore(facts.directory.book.rating, seat, whistle.category);
  const rating = {
    by: command.by,
    at: facts.now,
    scores: read,
    reason: reasonOf(command),
    checkInScore: score,
  };
  const participations = whistle.participations.map((one) =>
    one === seat ? { ...one, rating } : one,
  );
  const event = {
    type: 'rated',
    by: command.by,
    data: { org: seat.org, checkInScore: score, ...read },
  };
  if (participations.some((one) => !one.rating))
    return changed({ ...whistle, participations }, [event], []);
  const next: Whistle = {
    ...whistle,
    state: 'archived',
    endedAt: facts.now,
    participations,
    clocks: [],
  };
  return changed(
    next,
    [event, { type: 'archived', by: null, data: {} }],
    [
      ...toDepartments(facts, next, 'archived'),
      ...toObservers(facts, next, 'archived'),
      toBlower(facts, next, { type: 'notice', news: 'archived', org: null, to: 'blower' }),
    ],
  );
}

function mayRate(whistle: Whistle, facts: Facts): boolean {
  if (!isOurs(whistle, facts) || !facts.member) return false;
  if (facts.member.post === 'head') return true;
  return facts.directory.book.rating.delegatedToBlower && facts.member.userId === whistle.blower;
}

function ratedSeat(whistle: Whistle, org: string | null): Participation | undefined {
  if (org !== null) return whistle.participations.find((one) => one.org === org);
  const open = whistle.participations.filter((one) => !one.rating);
  return open.length === 1 ? open[0] : undefined;
}

function askWhich(whistle: Whistle, facts: Facts): Decision<Whistle> {
  const open = whistle.participations.filter((one) => !one.rating);
  const names = open.map(({ org }) => facts.directory.org(org)?.name ?? org);
  return refused({
    code: 'which-department',
    names,
    words: `评价 ${short(whistle)} ${names[0] ?? ''} 5 4 5`,
  });
}

/** The scores stand, whoever would change them is told so; a reason that was missing may follow. */
function addRatingReason(
  whistle: Whistle,
  seat: Participation,
  command: Rate,
  facts: Facts,
): Decision<Whistle> {
  const { rating } = seat;
  const reason = reasonOf(command);
  const { rating: rules } = facts.directory.book;
  const again = readScores(rules, command.scores);
  if (rating && again && rules.criteria.some(({ code }) => again[code] !== rating.scores[code])) {
    const name = facts.directory.org(seat.org)?.name ?? seat.org;
    const scores = rules.criteria.map(({ code }) => String(rating.scores[code] ?? '')).join(' ');
    return refused({
      code: 'already-rated',
      org: name,
      words: `评价 ${short(whistle)} ${name} ${scores} 理由`,
    });
  }
  if (!rating || rating.reason !== null || reason === null) return ignored;
  const participations = whistle.participations.map((one) =>
    one === seat ? { ...one, rating: { ...rating, reason } } : one,
  );
  return changed(
    { ...whistle, participations },
    [{ type: 'rating-reason', by: command.by, data: { org: seat.org, at: facts.now } }],
    [],
  );
}

const reasonOf = ({ reason }: Rate): string | null => clip(reason ?? '', 200) || null;

function wordsFor(whistle: Whistle, seat: Participation, facts: Facts): string {
  return `评价 ${short(whistle)} ${facts.directory.org(seat.org)?.name ?? seat.org} 5 4 5`;
}

/** Asks for the rating of one department: the blower when that is delegated, else the approving leader. */
export function askForRating(facts: Facts, whistle: Whistle, org: string): NewEffect {
  const { rating } = facts.directory.book;
  const [head] = facts.directory.receiversOf('head', aboutSeat(whistle, whistle.blowerOrg));
  if (rating.delegatedToBlower || head === undefined)
    return toBlower(facts, whistle, { type: 'rate', org });
  return message(facts, whistle, person(head), { type: 'rate', org });
}
