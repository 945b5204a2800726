import type { Refusal } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Instant, OrgCode } from '../../domain/names.ts';
import { isGathering, type Whistle } from '../../domain/whistle.ts';
import type { HumanCommand } from './command.ts';
import { short } from './decide-seat.ts';
import { isSmallTalk } from './small-talk.ts';

/** The one sentence somebody was asked for: which step it belongs to, and whose. */
export interface Question {
  readonly whistleId: string;
  readonly verb: string;
  readonly org: OrgCode | null;
}

interface Came {
  readonly whistle: Whistle | null;
  readonly refusal: Refusal | null;
  readonly changed: boolean;
  readonly directory: Directory;
  readonly now: Instant;
}

/** What somebody is asked for by the answer to their command; null: nothing. */
export function questionLeft(command: HumanCommand, came: Came): Question | null {
  const { whistle, refusal, changed } = came;
  if (!whistle) return null;
  const put = (verb: string, org: OrgCode | null = null) => ({ whistleId: whistle.id, verb, org });
  const seat = 'seat' in command ? command.seat : null;
  if (refusal?.code === 'needs-sentence' && command.type === 'done') return put('done', seat);
  if (refusal?.code === 'needs-reason' && command.type === 'withdraw') return put('withdraw');
  if (!changed) return null;
  if (command.type === 'done' && isGathering(whistle) && command.sentence === '')
    return put('progress');
  if (command.type === 'settle' && whistle.state === 'reported') return put('settle');
  if ((command.type === 'disapprove' || command.type === 'return') && command.reason === '')
    return put(command.type);
  if (command.type !== 'rate') return null;
  const rated = whistle.participations.find(({ rating }) => rating?.at === came.now);
  return rated && owesReason(whistle, rated.org, came.directory) ? put('rate', rated.org) : null;
}

/** A rating of five or a low one stands without its reason, and is asked for it (domain 5.8). */
function owesReason({ participations }: Whistle, org: OrgCode, { book }: Directory): boolean {
  const rating = participations.find((one) => one.org === org)?.rating;
  if (!rating || rating.reason !== null) return false;
  return book.rating.criteria.some((one) => one.reasonAt.includes(rating.scores[one.code] ?? 0));
}

/** The next sentence as the answer; null where it is a command, a question, chatter, or a whole new whistle. */
export function answerTo(
  { whistleId, verb, org }: Question,
  command: HumanCommand,
): HumanCommand | null {
  const said = plainWords(command);
  if (said === null || said === '' || isSmallTalk(said) || putsOff(verb, said)) return null;
  const { by, heardIn } = command;
  const resident = 'reading' in command ? (command.reading.facts.resident ?? null) : null;
  const to = { by, heardIn, tapped: false, resident, target: { whistleId } } as const;
  switch (verb) {
    case 'done':
    case 'progress':
      return { type: verb, ...to, seat: org, sentence: said };
    case 'settle':
      return { type: verb, ...to, sentence: said };
    case 'withdraw':
    case 'disapprove':
    case 'return':
      return { type: verb, ...to, reason: said };
    case 'rate':
      return { type: 'rate', ...to, org, scores: [], reason: said };
    default:
      return null;
  }
}

/** “等等，还差一块”, “我问问领导再说”: said instead of the answer. “还没铺完” is a good reason to send work back. */
const waits =
  /^\s*(?:等等|等一下|等会儿?|稍等|慢着|先别|先不|二次吹哨|仍然吹哨)|(?:我|让我)(?:再|先)?(?:问问|问一下|看看|想想)/u;
const notDone = /^\s*(?:还没|还差|没办完|没有办完)/u;

const putsOff = (verb: string, said: string): boolean =>
  waits.test(said) || (verb === 'done' && notDone.test(said));

/** The same question once more, after chatter. */
export function askedAgain({ verb, org }: Question, whistle: Whistle, name: string): Refusal {
  const number = short(whistle);
  if (verb === 'rate')
    return { code: 'needs-sentence', words: `评价 ${number} ${org === null ? '' : name} ` };
  if (verb === 'withdraw') return { code: 'needs-reason', words: `撤哨 ${number} ` };
  if (verb === 'disapprove') return { code: 'needs-reason', words: '不同意 ' };
  if (verb === 'return') return { code: 'needs-reason', words: `退回重办 ${number} ` };
  if (verb === 'settle') return { code: 'needs-sentence', words: '就地解决 ' };
  return { code: 'needs-sentence', words: `${verb === 'done' ? '办结' : '时长'} ${number} ` };
}

/** Whether it is chatter that leaves the question open. */
export const isBeside = (command: HumanCommand): boolean =>
  command.type === 'tell' &&
  command.reading.intent.type === 'other' &&
  (isSmallTalk(command.reading.text) || waits.test(command.reading.text));

/** Words that command nothing by themselves, and call nobody anywhere. */
function plainWords(command: HumanCommand): string | null {
  // “修好了不用来了” is a reason; “办结 0001 …” is a command.
  if (command.type === 'done')
    return 'number' in command.target && command.target.number === null ? command.sentence : null;
  if (command.type !== 'tell' && command.type !== 'progress') return null;
  const { reading } = command;
  if (!reading) return null;
  const { intent, facts, text } = reading;
  if (intent.type === 'correct') return null;
  const calls = facts.departments.length > 0 || facts.street !== null;
  const blows =
    intent.type === 'whistle' && (calls || facts.place !== null || facts.category === 'emergency');
  return blows ? null : text.trim();
}
