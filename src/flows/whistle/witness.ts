import { notAllDone } from './not-all-done.ts';
import { clip } from '../../domain/clip.ts';
import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { Message, MessageEffect } from '../../domain/effect.ts';
import type { UserId } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { HumanCommand } from './command.ts';
import type { Facts } from './facts.ts';
import { message, person, toBlower } from './messages.ts';

type Verify = Extract<HumanCommand, { type: 'verify' }>;

/** 社区专员 looks and tells; the street closes (S48). */
export const isCommissioner = ({ member }: Facts): boolean => member?.post === 'commissioner';

/** A copy for the commissioners of the community the whistle lies in, to them alone (S48). */
export const copyToCommissioners = (facts: Facts, whistle: Whistle): readonly MessageEffect[] =>
  toCommissioners(facts, whistle, {
    type: 'notice',
    news: 'dispatched',
    org: null,
    to: 'overseer',
  });

/** All parts are claimed: the commissioners may look at the spot before the street verifies. */
export const askCommissioners = (facts: Facts, whistle: Whistle): readonly MessageEffect[] =>
  toCommissioners(facts, whistle, { type: 'witness' });

function toCommissioners(
  facts: Facts,
  whistle: Whistle,
  payload: Message,
): readonly MessageEffect[] {
  return commissionersOf(facts, whistle)
    .filter((userId) => userId !== whistle.blower)
    .map((userId) => message(facts, whistle, person(userId), payload));
}

function commissionersOf({ directory }: Facts, { grid }: Whistle): readonly UserId[] {
  return directory.book.members
    .filter(({ post, org }) => post === 'commissioner' && directory.isUnder(grid, org))
    .map(({ userId }) => userId);
}

/** 核验通过 by a commissioner: evidence of the street's side, which closes nothing by itself (S48). */
export function witness(whistle: Whistle, command: Verify, facts: Facts): Decision<Whistle> {
  const own = facts.member?.org ?? '';
  if (!facts.directory.isUnder(whistle.grid, own))
    return refused({ code: 'not-yours', allowed: '哨单所在社区的社区专员或吹哨单位' });
  if (whistle.state === 'verified' || whistle.state === 'archived') return ignored;
  if (whistle.state !== 'claimed_done') return notAllDone(whistle, facts);
  const sentence = clip(command.sentence ?? '', 200);
  const { evidence } = whistle;
  if (evidence && (sentence === '' || sentence === evidence.sentence)) return ignored;
  const next: Whistle = { ...whistle, evidence: { by: command.by, at: facts.now, sentence } };
  const told = toBlower(facts, next, {
    type: 'notice',
    news: 'witnessed',
    org: null,
    to: 'blower',
  });
  return changed(next, [{ type: 'witnessed', by: command.by, data: { org: own } }], [told]);
}
