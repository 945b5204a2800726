import { addDuration } from '../../domain/calendar.ts';
import { changed, ignored, refused, type Decision } from '../../domain/decision.ts';
import type { Directory } from '../../domain/directory.ts';
import type { FetchEffect, MessageEffect } from '../../domain/effect.ts';
import type { HeardMedia, SentBefore } from '../../domain/media.ts';
import type { Instant, UserId } from '../../domain/names.ts';
import type { Point } from '../../domain/origin.ts';
import type { Member } from '../../domain/rule-book.ts';
import { type Attachment, type Whistle } from '../../domain/whistle.ts';
import { watched } from './clocks.ts';
import type { HumanCommand, WhistleCommand } from './command.ts';
import type { Facts } from './facts.ts';
import { message, person, toBlower, toDepartment } from './messages.ts';
import { tooLate } from './too-late.ts';

type Attach = Extract<HumanCommand, { type: 'attach' }>;

/** What a command brings beside its words. */
export const mediaOf = (command: WhistleCommand): readonly HeardMedia[] =>
  'media' in command ? (command.media ?? []) : [];

/** How long a photo waits for its words, in ms from now. */
export function keptForMs({ book }: Directory, now: Instant): number {
  const until = addDuration(book.calendar, now, book.messages.media.keepFor);
  return Date.parse(until) - Date.parse(now);
}

/** What belongs to a whistle may come as long after it as a photo may come before it. */
export const recentSince = (directory: Directory, now: Instant): Instant =>
  new Date(Date.parse(now) - keptForMs(directory, now)).toISOString();

/** Fetches what was sent while it can be had: the bot's address is good for five minutes (protocol 5.2). */
export const fetches = (
  media: readonly HeardMedia[],
  whistleId: string | null,
  { now }: Pick<Facts, 'now'>,
): readonly FetchEffect[] =>
  media
    .filter(({ kind }) => kind !== 'place')
    .map(({ id }) => ({
      kind: 'fetch',
      key: `fetch/${id}`,
      whistleId,
      dueAt: now,
      payload: { mediaId: id },
    }));

/** A photo or a picked point that comes after its words goes to the sender's latest draft or report (S30, S61). */
export function attach(whistle: Whistle, command: Attach, facts: Facts): Decision<Whistle> {
  if (command.by !== whistle.blower) return refused({ code: 'not-yours', allowed: '吹哨人' });
  if (whistle.state !== 'draft' && whistle.state !== 'reported') return tooLate(whistle, facts);
  const most = facts.directory.book.messages.media.perWhistle;
  if (whistle.attachments.length + photosIn(command.media) > most)
    return refused({ code: 'too-many-photos', most });
  const added = withMedia(whistle, { heard: command.media, before: [], by: command.by, facts });
  if (added === whistle) return ignored;
  const effects = fetches(command.media, whistle.id, facts);
  const event = { type: 'attached', by: command.by, data: { count: command.media.length } };
  if (whistle.state === 'reported') return changed(added, [event], effects);
  const { next, watch } = watched(facts, added);
  const moved = next.point !== whistle.point || next.place !== whistle.place;
  const shown = moved ? [toBlower(facts, next, { type: 'draft' })] : [];
  return changed(next, [event], [...shown, ...effects, ...watch]);
}

/**
 * What came with the words or shortly before them belongs to the whistle they make. Words that change nothing on a
 * draft still bring their photo.
 */
export function withSent(
  whistle: Whistle | null,
  command: WhistleCommand,
  decision: Decision<Whistle>,
  facts: Facts,
): Decision<Whistle> {
  if (command.type !== 'tell') return decision;
  const heard = command.media ?? [];
  if (decision.verdict === 'refused' && whistle && heard.length > 0)
    return attach(
      whistle,
      { ...command, type: 'attach', target: at(whistle), media: heard },
      facts,
    );
  const before = whistle === null ? (facts.sent ?? []) : [];
  if (decision.verdict !== 'changed' || heard.length + before.length === 0) return decision;
  const by = facts.member?.userId ?? command.by;
  const next = withMedia(decision.next, { heard, before, by, facts });
  const effects = [...decision.effects, ...fetches(heard, next.id, facts)];
  return { ...decision, next, effects };
}

const at = ({ id }: Whistle) => ({ whistleId: id });

const photosIn = (media: readonly Pick<HeardMedia, 'kind'>[]): number =>
  media.filter(({ kind }) => kind !== 'place').length;

interface Sent {
  readonly heard: readonly HeardMedia[];
  readonly before: readonly SentBefore[];
  readonly by: UserId;
  readonly facts: Facts;
}

function withMedia(whistle: Whistle, { heard, before, by, facts }: Sent): Whistle {
  const all = [
    ...before,
    ...heard.map(({ id, kind, source }) => ({ id, kind, point: source.point })),
  ];
  const known = new Set(whistle.attachments.map(({ id }) => id));
  const attachments = all.flatMap(({ id, kind }): Attachment[] =>
    kind === 'place' || known.has(id) ? [] : [{ id, kind, by, at: facts.now }],
  );
  const point = all.findLast((one) => one.point !== null)?.point ?? null;
  if (attachments.length === 0 && point === null) return whistle;
  const { perWhistle } = facts.directory.book.messages.media;
  return {
    ...whistle,
    attachments: [...whistle.attachments, ...attachments].slice(0, perWhistle),
    ...(point && { point, place: whistle.place ?? nameOf(point) }),
  };
}

/** A point without a name is still a place somebody can be sent to (S04). */
const nameOf = ({ label, latitude, longitude }: Point): string =>
  label.trim() === '' ? `定位 ${latitude.toFixed(5)},${longitude.toFixed(5)}` : label.trim();

/**
 * The first photos go to each department after its card (S61); those of what is restricted, like its card, to the
 * department's people alone (domain 5.12).
 */
export function photosToDepartments(facts: Facts, whistle: Whistle): readonly MessageEffect[] {
  return whistle.participations.flatMap(({ org }) =>
    photosOf(facts, whistle).map(({ id }) => ({
      ...toDepartment(facts, whistle, org, { type: 'photo', mediaId: id, org }),
      key: ['photo', whistle.id, id, org].join('/'),
    })),
  );
}

/** To one who has come to a gathering, alone: what is on a photo is for those who help, not for all who read along (S14). */
export const photosToHelper = (
  facts: Facts,
  whistle: Whistle,
  { userId, org }: Member,
): readonly MessageEffect[] =>
  photosOf(facts, whistle).map(({ id }) => ({
    ...message(facts, whistle, person(userId), { type: 'photo', mediaId: id, org }),
    key: ['photo', whistle.id, id, userId].join('/'),
  }));

function photosOf({ directory }: Facts, { attachments }: Whistle): readonly Attachment[] {
  const { toGroups } = directory.book.messages.media;
  return attachments.filter(({ kind }) => kind === 'image').slice(0, toGroups);
}
