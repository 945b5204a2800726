import type { Reading } from '../../domain/reading.ts';
import type { WhistleState } from '../../domain/whistle.ts';
import { refuse, type Aim } from './aim-found.ts';
import type { Asker, OpenWhistle } from './open-whistle.ts';

/** A contact by itself belongs to what its sender has just sent; of several equally old ones it is asked which. */
export function aimContact(
  reading: Reading,
  open: readonly OpenWhistle[],
  asker: Asker,
): Aim | null {
  if (!isContact(reading)) return null;
  const sent = open.filter(
    ({ blower, state }) => blower === asker.userId && takesContact.includes(state),
  );
  const since = asker.recentSince ?? '';
  const recent = sent.filter(({ changedAt }) => (changedAt ?? '') > since);
  const [first, second] = recent.length === 1 ? recent : sent;
  if (!first) return null;
  if (!second) return { type: 'at', whistleId: first.id };
  return refuse({ code: 'whose-contact', numbers: sent.flatMap((one) => one.number ?? []) });
}

const takesContact: readonly WhistleState[] = [
  'pending_approval',
  'queued',
  'dispatched',
  'in_progress',
];

/** “联系人 王女士 13800000000” and nothing else that a whistle could be told. */
function isContact({ intent, text, facts }: Reading): boolean {
  const { resident, place, matter, departments, excluded, effort } = facts;
  if (resident === null || (intent.type !== 'other' && intent.type !== 'correct')) return false;
  const named =
    (resident.phone ?? '') !== '' || /^[^\p{L}]*(?:补充)?.{0,2}(?:联系|反映)人/u.test(text);
  const atHome =
    place === null || ((resident.door ?? '') !== '' && place.includes(resident.door ?? ''));
  const tells = matter !== null || effort !== null || departments.length + excluded.length > 0;
  return named && atHome && !tells;
}
