import type { Reading } from '../../domain/reading.ts';
import type { Fact, Statement } from '../../domain/rule-book.ts';
import { mendable } from './addressed.ts';
import { aimContact } from './aim-contact.ts';
import { lastChanged, only, refuse, type Aim } from './aim-found.ts';
import { fits } from './fits.ts';
import type { Asker, OpenWhistle } from './open-whistle.ts';
import { answers, isOtherScene, isOwnDuty, statesNothing } from './waiting-draft.ts';

/** Which whistle a sentence is about that is no command: another one, an open draft, or what its speaker has sent. */
export function aimWords(reading: Reading, open: readonly OpenWhistle[], asker: Asker): Aim {
  const isOwn = reading.intent.type === 'whistle' && !answers(reading, asker.draft);
  const isOther = isOwnDuty(reading, asker.draft) || isOtherScene(reading, asker.draft);
  if (isOwn || (!asker.responder && isOther)) return anew(open, asker);
  const latest = open.find(({ id }) => id === asker.draft?.id) ?? mendable(open, asker.userId);
  const contact = latest?.state === 'draft' ? null : aimContact(reading, open, asker);
  if (contact) return contact;
  if (latest) return { type: 'at', whistleId: latest.id };
  const running =
    reading.intent.type === 'correct' ? open.filter((one) => fits('amend', one, asker)) : [];
  if (running.length > 0) return only(running);
  // A department that asks a street for its work needs an admission first (S60).
  return asker.responder && reading.facts.street !== null
    ? refuse({ code: 'needs-admission', org: asker.responder })
    : refuse({
        code: 'no-open-draft',
        ...likelyStep(reading, open, asker),
        ...workOf(open, asker),
      });
}

/** The only whistle a department is at work on: what it says is hardly about anything else. */
function workOf(open: readonly OpenWhistle[], { responder }: Asker) {
  const [one, second] = open.filter((each) => isOwed(each));
  return responder && one?.number && !second && !one.restricted
    ? { number: one.number, atWork: true }
    : {};
}

const isOwed = ({ mine }: OpenWhistle): boolean =>
  mine !== null && mine !== 'done_claimed' && mine !== 'accepted';

/** A step it sounds like, and the only whistle that could be meant by it. */
function likelyStep({ intent }: Reading, open: readonly OpenWhistle[], asker: Asker) {
  const likely = intent.type === 'other' ? intent.likely : undefined;
  if (likely === undefined) return {};
  const [one, second] = open.filter((each) => fits(likely, each, asker));
  const number = one && !second && !one.restricted ? one.number : null;
  return number === null ? { likely } : { likely, number };
}

/** Another whistle of the speaker's; what they cried for before, or were asked about, is not forgotten over it. */
const anew = (open: readonly OpenWhistle[], { userId, draft }: Asker): Aim => ({
  type: 'new',
  ...(open.some(({ blower, cries }) => blower === userId && cries)
    ? { beside: 'cry' }
    : draft?.held !== true && draft?.lacks.some(isFact) && { beside: 'draft' }),
});

const isFact = (one: Fact | Statement): boolean => one !== 'concern' && one !== 'beyond';

/** Whoever may not blow reports: every sentence that states something, or comes with a photo (S49). */
export function aimReport(
  { intent, facts }: Reading,
  open: readonly OpenWhistle[],
  asker: Asker,
): Aim {
  if ((intent.type === 'whistle' && !statesNothing(facts)) || asker.hasSent) return { type: 'new' };
  const mine = open.filter((one) => one.state === 'reported' && one.blower === asker.userId);
  const told = facts.matter !== null || facts.place !== null;
  return lastChanged(mine) ?? (told ? { type: 'new' } : refuse({ code: 'nothing-to-report' }));
}
