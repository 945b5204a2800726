import { changed, type Decision } from '../../domain/decision.ts';
import type { MessageEffect } from '../../domain/effect.ts';
import type { Instant, UserId } from '../../domain/names.ts';
import type { Whistle } from '../../domain/whistle.ts';
import type { MediaCommand } from './command.ts';

/** The photo that is lost: whose it was and where it was shown. */
export interface LostMedia {
  readonly by: UserId;
  readonly line: 'app' | 'bot';
  readonly whistle: Whistle | null;
}

/** A lost photo is no longer counted on its whistle, and whoever sent it is asked to send it again (I11). */
export function decideMedia(
  { by, line, whistle }: LostMedia,
  { mediaId }: MediaCommand,
  { now }: { readonly now: Instant },
): Decision<Whistle | null> {
  const told: MessageEffect = {
    kind: 'message',
    key: ['lost-photo', mediaId].join('/'),
    whistleId: whistle?.id ?? null,
    dueAt: now,
    conversation: `person:${by}`,
    line,
    fallback: null,
    urgent: whistle?.category === 'emergency',
    payload: { type: 'lost-photo' },
  };
  if (!whistle) return changed(null, [], [told]);
  const attachments = whistle.attachments.filter(({ id }) => id !== mediaId);
  const event = { type: 'attachment-lost', by: null, data: { media: mediaId } };
  return changed({ ...whistle, attachments }, [event], [told]);
}
