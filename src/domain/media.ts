import type { UserId } from './names.ts';
import type { Point } from './origin.ts';
import type { Attachment } from './whistle.ts';

/** A photo, a recording, a file or a picked point as it was heard, before its bytes are fetched (S30). */
export interface HeardMedia {
  /** From its delivery, so that a repeated delivery is the same photo. */
  readonly id: string;
  readonly kind: Attachment['kind'] | 'place';
  readonly line: 'app' | 'bot';
  readonly source: MediaSource;
}

/** Where the bytes wait: the bot's encrypted address for minutes, the app's media_id for days. A point has none. */
export interface MediaSource {
  readonly url: string | null;
  readonly aesKey: string | null;
  readonly mediaId: string | null;
  readonly point: Point | null;
}

/** What somebody sent before the words it belongs to. */
export interface SentBefore {
  readonly id: string;
  readonly by: UserId;
  readonly kind: HeardMedia['kind'];
  readonly point: Point | null;
}
