import { shortNumber } from '../domain/number.ts';
import type { Inbound } from '../wecom/inbound.ts';
import type { TemplateCard } from '../wecom/card.ts';
import type { HumanCommand, Said } from '../flows/whistle/command.ts';
import { whatDraftLacks, type Outcome } from '../flows/whistle/run.ts';
import type { Action } from './action-key.ts';
import { approvalCard } from './cards/approval-card.ts';
import { centreCard } from './cards/centre-card.ts';
import { rateCard, rateWords, verifyCard } from './cards/closing-cards.ts';
import { communityCard } from './cards/community-card.ts';
import { draftCard } from './cards/draft-card.ts';
import { mergedDraftCard } from './cards/draft-near.ts';
import { frame, type Scene } from './cards/frame.ts';
import { newsCard } from './cards/news-card.ts';
import { reportCard } from './cards/report-card.ts';
import { doneWords, whistleCard } from './cards/whistle-card.ts';
import { witnessCard } from './cards/witness-card.ts';
import { placeOf } from './place-of.ts';
import { refusalText } from './words.ts';

type Tap = Extract<Inbound['content'], { type: 'tap' }>;

/** The command a button gives. A tap never carries words: 办结 without a sentence is asked for it. */
export function tapCommand(action: Action, tap: Tap, inbound: Inbound): HumanCommand {
  const said: Said & { target: { whistleId: string } } = {
    by: inbound.from,
    heardIn: placeOf(inbound),
    tapped: true,
    target: { whistleId: action.whistleId },
  };
  const { verb, org } = action;
  switch (verb) {
    case 'sign':
    case 'check-in':
    case 'on-site':
      return { type: verb, ...said, seat: org };
    case 'done':
      return { type: 'done', ...said, seat: org, sentence: '' };
    case 'disapprove':
    case 'return':
    case 'hold':
      return { type: verb, ...said, reason: '' };
    case 'settle':
      return { type: 'settle', ...said, sentence: '' };
    case 'take-up':
    case 'pass-up':
      return { type: verb, ...said };
    case 'add-department':
      return { type: 'add-department', ...said, org: org ?? '' };
    case 'choose-matter':
      return { type: 'choose-matter', ...said, matter: org };
    case 'rate':
      return { type: 'rate', ...said, org, scores: scoresOf(tap), reason: null };
    case 'grant':
    case 'refuse': // of an admission: a whistle has nothing to grant
      return { type: 'show', ...said };
    case 'merge':
      return { type: 'merge', ...said, into: { whistleId: org ?? '' } };
    case 'blow-again':
      return { type: 'blow-again', ...said, of: org };
    case 'blow-anyway':
    case 'split-off':
    case 'confirm':
    case 'edit':
    case 'cancel':
    case 'approve':
    case 'verify':
    case 'show':
    case 'raise':
    case 'dispatch':
      return { type: verb, ...said };
  }
}

/** The chosen scores by the criteria's codes, which are the selectors' keys. */
function scoresOf({ selected }: Tap): Record<string, number> {
  return Object.fromEntries(
    Object.entries(selected).map(([code, [score]]) => [code, Number(score ?? NaN)]),
  );
}

export interface Tapped {
  readonly action: Action;
  readonly command: HumanCommand;
  readonly outcome: Outcome;
  readonly taskId: string;
  /** Said on the card instead of anything else. */
  readonly hint?: string;
}

/**
 * What the tapped card turns into, from the database's state: whatever it showed before, it tells the truth now. A
 * refusal keeps the buttons and says why.
 */
export function tappedCard({
  action,
  command,
  outcome,
  taskId,
  hint: said,
}: Tapped): TemplateCard | null {
  const { whistle, directory, now, refusal } = outcome;
  if (!whistle) return null;
  const scene: Scene = { whistle, directory, now, taskId };
  const hint = said ?? (refusal ? hintOf(scene, action, outcome) : undefined);
  const seat = action.org;
  // Whoever is not known here is told whom to ask, and shown nothing of the whistle.
  if (refusal?.code === 'not-a-member')
    return frame(scene, { title: '尚未登记', desc: '', rows: [], buttons: [], text: hint });
  switch (action.face) {
    case 'draft':
      if (whistle.state === 'held') return newsCard(scene, { news: 'held', org: null, hint });
      if (whistle.state === 'merged') return mergedDraftCard(scene, hint);
      if (whistle.state !== 'draft' && whistle.state !== 'cancelled')
        return newsCard(scene, { news: null, org: null, hint: hint ?? sentHint(whistle.state) });
      return draftCard(scene, {
        ...whatDraftLacks(whistle, directory),
        editing: command.type === 'edit',
        // What is missing is asked for in the draft's own words.
        hint: refusal?.code === 'incomplete' ? undefined : hint,
      });
    case 'approval':
      // Who has agreed meanwhile, and when, is all there is to say.
      return hint === undefined || (refusal?.code === 'too-late' && whistle.approval !== null)
        ? approvalCard(scene)
        : newsCard(scene, { news: null, org: null, hint });
    case 'seat':
      return seat === null
        ? newsCard(scene, { news: null, org: null, hint })
        : whistleCard(scene, seat, { hint });
    case 'centre':
      return centreCard(scene, hint);
    case 'verify':
      return verifyCard(scene, hint);
    case 'rate':
      return seat === null
        ? verifyCard(scene, hint)
        : rateCard(scene, seat, hint ?? reasonHint(scene, seat));
    case 'community':
      return communityCard(scene, {
        to: 'people',
        hint,
        ...(command.heardIn.type === 'single' && { reader: command.by }),
      });
    case 'community-unit':
      return unitCard(scene, command, hint);
    case 'report':
      return reportCard(scene, seat ?? '', hint);
    case 'witness':
      return witnessCard(scene, hint);
    case 'news':
      return newsCard(scene, { news: null, org: null, hint });
    case 'admission':
      return null; // drawn by hear-admission.ts
  }
}

/** The community's own card after a tap: closed, still open, or gone over to the street, maybe as a draft (S14). */
function unitCard(scene: Scene, command: HumanCommand, hint: string | undefined): TemplateCard {
  const { whistle, directory } = scene;
  if (whistle.kind === 'community') return communityCard(scene, { to: 'unit', hint });
  if (whistle.state === 'draft' && command.type === 'raise' && hint === undefined)
    return draftCard(scene, { ...whatDraftLacks(whistle, directory), editing: false });
  return newsCard(scene, { news: 'raised', org: null, hint: hint ?? sentHint(whistle.state) });
}

function hintOf(scene: Scene, action: Action, { refusal }: Outcome): string | undefined {
  if (!refusal) return undefined;
  if (refusal.code === 'needs-sentence') return doneWords(scene);
  if (refusal.code === 'bad-scores' && action.org !== null)
    return `三项都选好再点，或发：${rateWords(scene, action.org)}`;
  return refusalText(refusal, scene.whistle);
}

const sentHint = (state: string): string | undefined =>
  state === 'pending_approval' ? '已提请审批，领导同意后自动派出。' : undefined;

/** A reason that is due and missing is asked for; the rating stands (domain 5.8). */
export function reasonHint(
  { whistle, directory }: Pick<Scene, 'whistle' | 'directory'>,
  org: string,
): string | undefined {
  const rating = whistle.participations.find((one) => one.org === org)?.rating;
  if (!rating || rating.reason !== null) return undefined;
  const due = directory.book.rating.criteria.some((one) =>
    one.reasonAt.includes(rating.scores[one.code] ?? 0),
  );
  const scores = directory.book.rating.criteria.map((one) => rating.scores[one.code]).join(' ');
  const number = shortNumber(whistle.number);
  return due
    ? `评价已记录。有 5 分或低分，请补一句理由，例如“评价 ${number} ${directory.org(org)?.name ?? org} ${scores} 到场快，办法多”。`
    : undefined;
}
