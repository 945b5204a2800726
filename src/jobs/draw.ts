import { drawAdmission, drawMessage, isPending, type Drawn } from '../bot/cards/draw.ts';
import { actsOnSeat, reminderLine } from '../bot/cards/reminder-card.ts';
import { whatDraftLacks } from '../flows/whistle/run.ts';
import type { Message } from '../domain/effect.ts';
import type { Whistle } from '../domain/whistle.ts';
import type { Directory } from '../domain/directory.ts';
import type { OpenEffect } from '../store/outbox.ts';
import type { Store } from '../store/store.ts';

/** A message that is due, with what it is about. */
export interface Letter {
  readonly effect: OpenEffect;
  readonly message: Message;
  readonly whistle: Whistle | null;
  readonly directory: Directory;
}

/** Reads what a message is about and draws it, at the moment of sending. */
export function createDraw(store: Store) {
  return {
    async open(effect: OpenEffect): Promise<Letter> {
      const whistle = effect.whistleId === null ? null : await store.read(effect.whistleId);
      const directory = whistle
        ? await store.books.of(whistle.rulesVersion)
        : await store.books.current();
      return { effect, message: effect.payload as Message, whistle, directory };
    },
    /** Null: nothing left to say. The task id is new with every attempt (protocol 3.3). */
    async draw({ effect, message, whistle, directory }: Letter): Promise<Drawn | 'later' | null> {
      if (message.type === 'photo') {
        const bytes = await store.media.read(message.mediaId);
        if (bytes === null || bytes === 'later') return bytes;
      }
      // The app's line drops the same JSON sent twice (I3): a repeat of what may have arrived keeps its task id.
      const again = effect.line === 'app' && effect.wasOnTheWire;
      const taskId = `${effect.id}-${String(effect.attempts - (again ? 1 : 0))}`;
      if (message.type === 'admission') {
        const request = await store.admissions.read(message.requestId);
        const now = await store.now();
        return request && drawAdmission(message, { request, directory, now, taskId });
      }
      const scene = whistle && {
        whistle,
        directory,
        now: await store.now(),
        taskId,
        says: { ...whatDraftLacks(whistle, directory), editing: false },
      };
      return drawMessage(message, scene);
    },
    /** Several reminders to one receiver as one message; those whose step has passed are left out. */
    async digest(letters: readonly Letter[]): Promise<Drawn | null> {
      const now = await store.now();
      const lines = letters.flatMap(({ message, whistle, directory }) =>
        message.type === 'reminder' && whistle && isPending(whistle, message.stage, message.org)
          ? [reminderLine({ whistle, directory, now }, message)]
          : [],
      );
      return lines.length === 0
        ? null
        : {
            type: 'text',
            text: [digestTitle(letters, lines.length), ...lines].join('\n'),
          };
    },
  };
}

function digestTitle(letters: readonly Letter[], count: number): string {
  const acts = letters.some(
    ({ message }) => message.type === 'reminder' && (message.org === null || actsOnSeat(message)),
  );
  return acts
    ? `**有 ${String(count)} 件待办需要处理**`
    : `**有 ${String(count)} 项未按时办理，请关注协调**`;
}

/** News that the state itself tells: of several waiting for one receiver, the last card says it all. */
const told: readonly string[] = ['signed', 'checked-in', 'on-site', 'urged'];

/** Whether a later message to the same receiver makes this one needless (design 3: what can be merged is). */
export function isSuperseded(one: Letter, later: readonly Letter[]): boolean {
  const { message, effect } = one;
  const same = later.filter((next) => next.effect.whistleId === effect.whistleId);
  if (message.type === 'reminder') {
    return same.some(
      ({ message: next }) =>
        next.type === 'reminder' && next.stage === message.stage && next.org === message.org,
    );
  }
  if (message.type !== 'notice' || !told.includes(message.news)) return false;
  return same.some(({ message: next }) => next.type === 'notice' && told.includes(next.news));
}

/** So many reminders waiting for one receiver, and they come as one message, emergencies too: a storm (design 3). */
const STORM = 4;

/** The first message, with those that go in one digest with it. */
export function nextOf(letters: readonly Letter[]): readonly Letter[] {
  const [first] = letters;
  if (first?.message.type !== 'reminder') return first ? [first] : [];
  const reminders = letters.filter(({ message }) => message.type === 'reminder');
  if (reminders.length >= STORM) return reminders;
  const merging = reminders.filter(mayMerge);
  return mayMerge(first) && merging.length > 1 ? merging : [first];
}

/**
 * Whether a message may go in one digest with others: reminders outside emergencies (design 3), and in emergencies
 * those to whoever watches over several departments and has no button to press.
 */
const mayMerge = ({ effect, message }: Letter): boolean =>
  message.type === 'reminder' && (!effect.urgent || !actsOnSeat(message));
