import type { Json } from '../wire/json.ts';

export interface Member {
  readonly userid: string;
  readonly name: string;
  readonly unit: string;
  readonly title: string;
}

/** A conversation as the wire names it. `spoken`: somebody there has spoken to the bot (5.7). */
export type Chat =
  | {
      readonly kind: 'group';
      readonly id: string;
      readonly name: string;
      readonly members: readonly string[];
      readonly bot: boolean;
      readonly spoken: boolean;
      readonly robotKey: string;
      /** Made by the app through appchat/create (4.1). */
      readonly byApp: boolean;
    }
  | { readonly kind: 'bot'; readonly id: string; readonly userid: string; readonly spoken: boolean }
  | { readonly kind: 'app'; readonly id: string; readonly userid: string };

export type Sender =
  { readonly kind: 'member'; readonly userid: string } | { readonly kind: 'bot' | 'app' | 'robot' };

/** A card as somebody sees it; `greyed` is the text that stands on its dead buttons (3.4). */
export interface CardVersion {
  readonly card: Json;
  readonly greyed: string | null;
}

export type Body =
  | {
      readonly type: 'text';
      readonly text: string;
      readonly mentions: readonly string[];
      /** media_ids of the pictures in the same message (5.2: mixed). */
      readonly images?: readonly string[];
    }
  | {
      readonly type: 'markdown';
      readonly text: string;
      readonly stream: { readonly id: string; readonly finished: boolean } | null;
      readonly mentions: readonly string[];
    }
  | { readonly type: 'textcard'; readonly textcard: Json }
  | { readonly type: 'news'; readonly articles: readonly Json[] }
  | { readonly type: 'media'; readonly media: string; readonly id: string | null }
  | {
      readonly type: 'place';
      readonly latitude: number;
      readonly longitude: number;
      readonly label: string;
    }
  | {
      readonly type: 'card';
      readonly dialect: Dialect;
      readonly taskId: string;
      readonly seen: CardVersion;
      /** Members whose copy was changed alone. */
      readonly versions: Readonly<Record<string, CardVersion>>;
    };

/** Which of the two card tables of protocol 3.3 holds. */
export type Dialect = 'app' | 'bot' | 'robot';

export interface Message {
  readonly id: string;
  readonly seq: number;
  readonly chatId: string;
  readonly from: Sender;
  /** Demo time, ISO. */
  readonly at: string;
  /** Real time, ms. */
  readonly sentAt: number;
  readonly body: Body;
  /** The msgid shared by all copies of one message/send. */
  readonly sendId: string | null;
  /** The bot or the app should have got this and did not. */
  readonly lost: boolean;
  readonly recalled: boolean;
}

export interface Credentials {
  readonly corpId: string;
  readonly agentId: string;
  readonly agentSecret: string;
  readonly token: string;
  readonly aesKey: string;
  readonly botId: string;
  readonly botSecret: string;
}

/** One use, 72 hours (3.4). */
export interface ResponseCode {
  readonly sendId: string;
  readonly expiresAt: number;
  readonly used: boolean;
}

/** An app callback that has not been answered with 200 yet (1.6). */
export interface PendingCallback {
  readonly id: string;
  readonly xml: string;
  readonly userid: string;
  readonly messageId: string;
  readonly event: string | null;
  readonly tries: number;
}

/** A callback frame the bot was sent; its req_id is what replies refer to (5.6). */
export interface BotRequest {
  readonly kind: 'message' | 'enter' | 'tap';
  readonly chatId: string;
  readonly userid: string;
  readonly messageId: string | null;
  readonly at: number;
  readonly answered: boolean;
  /** The message a stream reply of this request writes (5.6). */
  readonly streamed: string | null;
}

/** Everything that is kept, by the name of its table. */
export interface Tables {
  readonly credentials: Credentials;
  readonly member: Member;
  readonly chat: Chat;
  readonly message: Message;
  readonly read: number;
  readonly token: { readonly expiresAt: number };
  readonly responseCode: ResponseCode;
  /** Answers inside a duplicate-check window (3.2). */
  readonly duplicate: { readonly expiresAt: number; readonly answer: Json };
  readonly callback: PendingCallback;
  readonly request: BotRequest;
  /** Bytes by media_id. */
  readonly media: {
    readonly type: string;
    readonly name: string;
    readonly base64: string;
    readonly expiresAt: number;
  };
  /** The last day (Asia/Shanghai) a member entered the bot's conversation (5.3). */
  readonly entered: string;
  /** How often an opening line was said. */
  readonly opening: number;
}
