/** A picture inside a mixed message (protocol 5.2): the URL is good for 5 minutes, its bytes are encrypted with `aesKey`. */
export interface InboundImage {
  readonly url: string;
  readonly aesKey: string | null;
}

/** What a member did, in one shape for both lines: the smart bot's frames and the self-built app's callbacks. */
export interface Inbound {
  /**
   * Same for a re-delivery of the same thing, different for two different things. Bot: `bot:<msgid>`; app message:
   * `app:<MsgId>`; app event: `app:` + user, CreateTime, Event, EventKey, TaskId/ChangeType… joined.
   */
  readonly deliveryId: string;
  readonly line: 'bot' | 'app';
  /** The userid as received: the app's line lower-cases nothing and promises nothing, so compare without case. */
  readonly from: string;
  readonly chat: { readonly type: 'single' } | { readonly type: 'group'; readonly chatId: string };
  readonly content: InboundContent;
}

export type InboundContent =
  | {
      readonly type: 'text';
      readonly text: string;
      /** The text of the message this one quotes; null when it quotes nothing, or nothing that is text. */
      readonly quote: string | null;
      /** The text is a transcript of speech, so that digits and names may be misheard. */
      readonly viaVoice: boolean;
      readonly images?: readonly InboundImage[];
    }
  | {
      readonly type: 'tap';
      readonly key: string;
      readonly taskId: string;
      /** Only the app's line has one: good for one update within 72 h (protocol 3.4). */
      readonly responseCode: string | null;
      readonly selected: Readonly<Record<string, readonly string[]>>;
    }
  | { readonly type: 'enter' }
  | {
      readonly type: 'place';
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
    }
  | {
      readonly type: 'media';
      readonly kind: 'image' | 'voice' | 'video' | 'file';
      readonly mediaId: string | null;
      readonly url: string | null;
      readonly aesKey: string | null;
    }
  | { readonly type: 'other'; readonly name: string };
