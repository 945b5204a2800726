import type { Resident } from '../../domain/origin.ts';
import type { Instant } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';
import { clip } from '../../domain/clip.ts';
import { masked, maskedForGroup, orgName, shortTime, type Scene } from './frame.ts';

/** Where a question was asked, and what whoever handles the matter may read alone (domain 5.12). */
export interface LookSays {
  readonly alone: boolean;
  readonly residents: readonly Resident[];
}

/** The words below a look-up: who to contact, the three time stamps (S21), and alone the demand as it was told (S02). */
export function lookText(scene: Scene, { alone, residents }: LookSays): string {
  const { whistle, now } = scene;
  const contacts = alone && residents.length > 0 ? `${contactLine(residents)}\n` : '';
  const notes = notesText(scene);
  const told = alone ? `\n诉求：${masked(whistle.text)}` : '';
  return `${contacts}${alone ? masked(notes) : maskedForGroup(notes)}${stampLine(whistle, now)}${alone ? told : maskedForGroup(told)}`;
}

/** What each department said with its latest step. */
const notesText = ({ whistle, directory }: Scene): string =>
  whistle.participations
    .flatMap(({ org, onSite, checkedIn, signed }) => {
      const note = onSite?.note ?? checkedIn?.note ?? signed?.note;
      return note === undefined ? [] : [`${orgName(directory, org)}：${clip(note, 40)}\n`];
    })
    .join('');

/** Found, reported, handled: when it was seen, when it was told, when the last of it was done. */
function stampLine(whistle: Whistle, now: Instant): string {
  const [own] = whistle.origins;
  const at = (moment: Instant | null | undefined) => (moment ? shortTime(moment, now) : '—');
  return `发现 ${at(own?.foundAt)}｜上报 ${at(own?.reportedAt)}｜处置 ${at(handledAt(whistle))}`;
}

function handledAt({ verified, participations }: Whistle): Instant | null {
  const done = participations.flatMap((one) => one.done?.at ?? []).sort();
  return done.at(-1) ?? verified?.at ?? null;
}

const SHOWN = 3;

/** “联系人：王芳 138… 2单元501室；…另有 4 位”. */
function contactLine(residents: readonly Resident[]): string {
  const shown = residents
    .slice(0, SHOWN)
    .map(({ name, phone, door }) => [name, phone, door].filter(Boolean).join(' '));
  const more = residents.length > SHOWN ? `，另有 ${String(residents.length - SHOWN)} 位` : '';
  return `联系人：${shown.join('；')}${more}（仅限办理使用，勿转发）`;
}
