import { createAppApi, createAppMedia, type AppApiOptions } from './app-api.ts';
import { createAppToken } from './app-token.ts';
import type { TemplateCard } from './card.ts';
import { clipBytes, clipChars } from './clip.ts';
import { WecomError } from './error.ts';
import { fitCard } from './fit-card.ts';
import { listOf, textOf, type Fields } from './read.ts';

export interface AppClientOptions extends AppApiOptions {
  readonly corpId: string;
  readonly agentId: number;
  readonly secret: string;
  /** Milliseconds of a clock that only goes forward; the process's own unless a test brings one. */
  readonly clock?: (() => number) | undefined;
}

export interface SendTo {
  /** 1 to 1000 userids. */
  readonly userIds: readonly string[];
  /**
   * WeCom delivers the same JSON once within half an hour, so that a send whose answer was lost may be repeated
   * (I3). Leave it false for a text that may rightly be said twice.
   */
  readonly dedupe: boolean;
}

export interface Sent {
  readonly messageId: string | null;
  /** For one update within 72 h; only interactive cards have one. */
  readonly responseCode: string | null;
  /** Those of `userIds` it did not reach: unknown, out of the app's range or without a licence. */
  readonly unreachable: readonly string[];
}

export type CardUpdate = {
  readonly responseCode: string;
  /** Whose copies change; `all` is everyone who got the card. */
  readonly userIds: readonly string[] | 'all';
} & ({ readonly card: TemplateCard } | { readonly replaceName: string });

/** What a self-built app can say, 1:1 only (protocol 3). Every failure is a `WecomError`. */
export interface AppClient {
  sendCard(message: SendTo & { readonly card: TemplateCard }): Promise<Sent>;
  sendText(message: SendTo & { readonly text: string }): Promise<Sent>;
  sendMarkdown(message: SendTo & { readonly markdown: string }): Promise<Sent>;
  updateCard(update: CardUpdate): Promise<Pick<Sent, 'unreachable'>>;
  /** A picture that was uploaded; its media_id is good for three days (protocol 6). */
  sendImage(message: SendTo & { readonly mediaId: string }): Promise<Sent>;
  uploadImage(picture: { readonly bytes: Buffer; readonly name: string }): Promise<string>;
  /** The bytes a member sent, while WeCom keeps them. */
  getMedia(mediaId: string, mostBytes: number): Promise<Buffer>;
  /** Asks for an access token, so that a wrong corp id or secret shows at start. */
  check(): Promise<void>;
}

const dedupeSeconds = 1800;

export function createAppClient(options: AppClientOptions): AppClient {
  const { corpId, agentId, secret, clock = () => performance.now() } = options;
  const call = createAppApi(options);
  const media = createAppMedia(options);
  const token = createAppToken({ call, corpId, secret, clock });

  const post = (api: string, body: object, secrets: readonly string[] = []): Promise<Fields> => {
    const json = JSON.stringify(body);
    return token.with((value) =>
      call({ api, query: { access_token: value }, json, secrets: [value, secret, ...secrets] }),
    );
  };

  const send = async (to: SendTo, msgtype: string, content: unknown): Promise<Sent> => {
    // One order of receivers and of fields: the duplicate check compares bytes.
    const userIds = receivers('message/send', to.userIds);
    const body = await post('message/send', {
      touser: userIds.join('|'),
      msgtype,
      agentid: agentId,
      [msgtype]: content,
      ...(to.dedupe && { enable_duplicate_check: 1, duplicate_check_interval: dedupeSeconds }),
    });
    return {
      messageId: textOf(body, 'msgid'),
      responseCode: textOf(body, 'response_code'),
      unreachable: unreached(userIds, body),
    };
  };

  return {
    check: async () => {
      await token.with(() => Promise.resolve({}));
    },
    sendCard: async (to) => send(to, 'template_card', fitCard(to.card, 'app')),
    sendText: (to) => send(to, 'text', { content: clipBytes(to.text, 2048) }),
    sendMarkdown: (to) => send(to, 'markdown', { content: clipBytes(to.markdown, 2048) }),

    sendImage: (to) => send(to, 'image', { media_id: to.mediaId }),

    async uploadImage({ bytes, name }) {
      const api = 'media/upload';
      const body = await token.with((value) => {
        const form = new FormData();
        form.append('media', new Blob([new Uint8Array(bytes)]), name);
        return media.post(
          { api, query: { access_token: value, type: 'image' }, secrets: [value] },
          form,
        );
      });
      const mediaId = textOf(body, 'media_id');
      if (mediaId === null) throw new WecomError({ api, kind: 'busy', errmsg: 'no media_id' });
      return mediaId;
    },

    async getMedia(mediaId, mostBytes) {
      const api = 'media/get';
      const { bytes } = await token.with(async (value) => ({
        bytes: await media.get(
          { api, query: { access_token: value, media_id: mediaId }, secrets: [value, mediaId] },
          mostBytes,
        ),
      }));
      if (!Buffer.isBuffer(bytes)) throw new Error('media/get came to no bytes');
      return bytes;
    },

    async updateCard(update) {
      const { responseCode, userIds } = update;
      const api = 'message/update_template_card';
      const ids = userIds === 'all' ? [] : receivers(api, userIds);
      const body = await post(
        api,
        {
          ...(userIds === 'all' ? { atall: 1 } : { userids: ids }),
          agentid: agentId,
          response_code: responseCode,
          ...('card' in update
            ? { template_card: fitCard(update.card, 'app') }
            : { button: { replace_name: clipChars(update.replaceName, 10) } }),
        },
        [responseCode],
      );
      return { unreachable: unreached(ids, body) };
    },
  };
}

/** Each once and in one order. `|` separates and `@all` is everyone, so that neither may hide in a userid. */
function receivers(api: string, userIds: readonly string[]): readonly string[] {
  const ids = [...new Set(userIds)].sort();
  const bad = ids.some((one) => !/^[0-9A-Za-z_\-.@]{1,64}$/.test(one) || one === '@all');
  if (ids.length < 1 || ids.length > 1000 || bad) {
    throw new WecomError({ api, kind: 'content', errmsg: `cannot go to ${ids.length} receivers` });
  }
  return ids;
}

/** WeCom answers in lower case, with pipes or with a list (protocol 3.2, 3.4). */
function unreached(userIds: readonly string[], body: Fields): readonly string[] {
  const named = [body['invaliduser'], body['unlicenseduser']]
    .flatMap(listOf)
    .flatMap((one) => (typeof one === 'string' ? one.toLowerCase().split('|') : []));
  const missed = new Set(named);
  return userIds.filter((one) => missed.has(one.toLowerCase()));
}
