import type { FetchJob } from '../domain/effect.ts';
import type { RunMedia } from '../flows/media/run.ts';
import type { Fetched, MediaShelf, Unfetched } from '../store/media.ts';
import type { OpenEffect, Outbox } from '../store/outbox.ts';
import type { WorkSession } from '../store/session.ts';
import type { AppClient } from '../wecom/app-client.ts';
import { WecomError } from '../wecom/error.ts';
import { fetchMedia } from '../wecom/fetch-media.ts';
import { faultOf, type Log } from '../wecom/log.ts';
import { mimeOf } from '../wecom/media-type.ts';

export interface FetchHands {
  readonly outbox: Outbox;
  readonly session: WorkSession;
  readonly shelf: MediaShelf;
  readonly getMedia: AppClient['getMedia'] | null;
  readonly runMedia: RunMedia;
  readonly mostBytes: () => Promise<number>;
  readonly log: Log;
}

const BUSY_MS = 500;
/** How long WeCom has it: the bot's address for five minutes, the app's media_id for three days (protocol 5.2, 6). */
const KEPT_MS = { bot: 6 * 60_000, app: 60 * 3600_000 } as const;
const LONGEST_WAIT_MS = 60_000;

/**
 * Fetches what somebody sent while WeCom still has it, checks size and type, and keeps it. Tried again while that can
 * help; in the end it is given up, with a line in the log and a word to whoever sent it.
 */
export function createFetch(hands: FetchHands) {
  const { outbox, session, shelf, log } = hands;
  return async ({ id, attempts, payload }: OpenEffect): Promise<number | null> => {
    const claim = `fetch/${id}`;
    if (!(await session.tryHold(claim))) return BUSY_MS;
    try {
      const { mediaId } = payload as FetchJob;
      const media = await shelf.unfetched(mediaId);
      if (media) {
        await outbox.sending([id]);
        const fetched = await fetchOne(hands, media).catch((error: unknown) => ({ error }));
        if ('error' in fetched) {
          const { error } = fetched;
          const waitMs = Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(attempts, 8));
          if (mayHelp(error) && media.ageMs + waitMs < KEPT_MS[media.line]) {
            log.warn({ effectId: id, ...faultOf(error) }, 'media not fetched, trying again');
            await outbox.postpone([id], waitMs);
            return waitMs;
          }
          log.error({ effectId: id, mediaId, ...faultOf(error) }, 'media given up');
          await hands.runMedia({ type: 'lost', mediaId, reason: reasonOf(error) });
          await outbox.gaveUp([id], reasonOf(error));
          return null;
        }
        await shelf.fetched(mediaId, fetched);
      }
      await outbox.done([id]);
      return null;
    } finally {
      await session.release(claim);
    }
  };
}

async function fetchOne(hands: FetchHands, { kind, line, source }: Unfetched): Promise<Fetched> {
  const mostBytes = await hands.mostBytes();
  const bytes = await bytesOf(hands, { line, source }, mostBytes);
  if (bytes.length > mostBytes) throw unfit('too large');
  const mime = kind === 'place' ? null : mimeOf(kind, bytes);
  if (mime === null) throw unfit('type');
  return { bytes, mime };
}

function bytesOf(
  { getMedia }: FetchHands,
  { line, source }: Pick<Unfetched, 'line' | 'source'>,
  mostBytes: number,
): Promise<Buffer> {
  const { url, aesKey, mediaId } = source;
  if (line === 'bot' && url !== null) return fetchMedia({ url, aesKey }, { mostBytes });
  if (mediaId !== null && getMedia) return getMedia(mediaId, mostBytes);
  return Promise.reject(unfit('no address'));
}

const unfit = (errmsg: string): WecomError =>
  new WecomError({ api: 'media', kind: 'content', errmsg });

/** What was refused for itself, or has run out, is never had by asking again. */
const mayHelp = (error: unknown): boolean =>
  error instanceof WecomError && error.kind !== 'content' && error.kind !== 'gone';

const reasonOf = (error: unknown): string =>
  error instanceof WecomError ? `${error.kind} ${String(error.errcode ?? error.errmsg)}` : 'bug';
