import { checkCard } from '../card/check-card.ts';
import type { Timing } from '../timing.ts';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import { bytesOf, objectOf, textOf, textsOf, type Json } from '../wire/json.ts';
import { chatLimits, type Windows } from '../wire/window.ts';
import type { Ledger } from '../world/ledger.ts';
import type { Body, BotRequest, Chat, Message } from '../world/model.ts';
import type { Media } from '../world/media.ts';
import type { World } from '../world/world.ts';
import { findPushTarget } from './push-target.ts';
import type { Streams } from './streams.ts';
import type { Uploads } from './uploads.ts';
import type { Waiting } from './waiting.ts';

export interface BotCommandDeps {
  readonly ledger: Ledger;
  readonly world: World;
  readonly windows: Windows;
  readonly timing: Timing;
  readonly waiting: Waiting;
  readonly streams: Streams;
  readonly media: Media;
  readonly uploads: Uploads;
}
type Request = BotRequest & { readonly reqId: string };

const MOST_BYTES = 20_480;

/** Carries out what the bot commands after it subscribed; the answer becomes the ack (protocol 5.6, 5.7). */
export function createBotCommands(deps: BotCommandDeps) {
  const { ledger, world, windows, timing, waiting, streams, media } = deps;
  const requests = ledger.table('request');

  function carryOut(cmd: string, reqId: string, body: Json): Answer {
    switch (cmd) {
      case 'aibot_respond_msg':
        return respond(find(reqId, 'message', timing.replyMs), body);
      case 'aibot_respond_welcome_msg':
        return welcome(find(reqId, 'enter', timing.answerMs), body);
      case 'aibot_respond_update_msg':
        return update(find(reqId, 'tap', timing.answerMs), body);
      case 'aibot_send_msg':
        return push(body);
      default:
        return deps.uploads(cmd, body) ?? failed(40008, `unknown cmd ${cmd}`);
    }
  }

  /** The callback a req_id stands for, while it may still be answered. */
  function find(reqId: string, kind: BotRequest['kind'], ms: number): Request | null {
    const one = requests.get(reqId);
    if (one?.kind !== kind || Date.now() - one.at > ms) return null;
    return kind !== 'message' && one.answered ? null : { ...one, reqId };
  }

  function respond(request: Request | null, body: Json): Answer {
    const chat = request && world.chat(request.chatId);
    if (!chat) return failed(846605);
    if (textOf(body, 'msgtype') === 'stream')
      return stream(request, chat, objectOf(body, 'stream') ?? {});
    return say(chat, body, ['markdown', 'template_card', 'image']);
  }

  function stream(request: Request, chat: Chat, frame: Json): Answer {
    const id = textOf(frame, 'id');
    if (id === '' || 'msg_item' in frame)
      return failed(40058, 'stream.id missing or msg_item given');
    const text = textOf(frame, 'content');
    if (bytesOf(text) > MOST_BYTES) return failed(45002);
    const finished = frame.finish === true;
    const body: Body = { type: 'markdown', text, stream: { id, finished }, mentions: [] };
    const before = request.streamed === null ? null : world.message(request.streamed);
    if (before?.body.type === 'markdown' && before.body.stream?.id === id) {
      if (before.body.stream.finished) return failed(846608);
      if (Date.now() - before.sentAt > timing.streamMs) return failed(846608);
      world.amend({ ...before, body });
      return ok();
    }
    if (!windows.take(`bot ${chat.id}`, chatLimits)) return failed(45009);
    const message = world.post({ chatId: chat.id, from: { kind: 'bot' }, body });
    if (!finished) streams.begin(request.userid, message.id);
    keep({ ...request, answered: true, streamed: message.id });
    return ok();
  }

  function welcome(request: Request | null, body: Json): Answer {
    const chat = request && world.chat(request.chatId);
    if (!chat) return failed(846605);
    const answer = say(chat, body, ['text', 'template_card']);
    if (answer.errcode === 0) keep({ ...request, answered: true });
    return answer;
  }

  /** Replaces the tapped card: for everyone, or in a group for the named members only (protocol 5.4). */
  function update(request: Request | null, body: Json): Answer {
    const message = request?.messageId == null ? null : world.message(request.messageId);
    if (!request || message?.body.type !== 'card') return failed(846605);
    if (textOf(body, 'response_type') !== 'update_template_card') return failed(40008);
    const card = objectOf(body, 'template_card') ?? {};
    const fault = checkCard(card, 'bot', true);
    if (fault) return failed(fault.errcode, `invalid ${fault.field}`);
    if (textOf(card, 'task_id') !== message.body.taskId) return failed(42016, 'task_id differs');
    const inGroup = world.chat(message.chatId)?.kind === 'group';
    changeCard(message, card, inGroup ? textsOf(body, 'userids') : []);
    keep({ ...request, answered: true });
    waiting.answered(request.reqId);
    return ok();
  }

  function changeCard(message: Message, card: Json, userids: readonly string[]): void {
    if (message.body.type !== 'card') return;
    const version = { card, greyed: null };
    const own = Object.fromEntries(userids.map((userid) => [userid, version]));
    const body =
      userids.length === 0
        ? { ...message.body, seen: version, versions: {} }
        : { ...message.body, versions: { ...message.body.versions, ...own } };
    world.amend({ ...message, body });
  }

  function push(body: Json): Answer {
    const target = findPushTarget(world, body);
    return typeof target === 'number'
      ? failed(target)
      : say(target, body, ['markdown', 'template_card', 'image']);
  }

  /** Puts one message of the bot into a conversation, after every check and within its rate. */
  function say(chat: Chat, message: Json, allowed: readonly string[]): Answer {
    const msgtype = textOf(message, 'msgtype');
    if (!allowed.includes(msgtype)) return failed(40008);
    const body = bodyOf(message, msgtype);
    if ('errcode' in body) return body;
    if (!windows.take(`bot ${chat.id}`, chatLimits)) return failed(45009);
    world.post({ chatId: chat.id, from: { kind: 'bot' }, body });
    return ok();
  }

  function bodyOf(message: Json, msgtype: string): Body | Answer {
    if (msgtype === 'template_card') return cardBody(message);
    if (msgtype !== 'image') return textBody(message, msgtype);
    const id = textOf(objectOf(message, 'image') ?? {}, 'media_id');
    return media.get(id) ? { type: 'media', media: 'image', id } : failed(40007);
  }

  function textBody(message: Json, msgtype: string): Body | Answer {
    const text = textOf(objectOf(message, msgtype) ?? {}, 'content');
    if (text === '') return failed(93017);
    if (bytesOf(text) > MOST_BYTES) return failed(45002);
    if (msgtype === 'text') return { type: 'text', text, mentions: [] };
    return { type: 'markdown', text, stream: null, mentions: [] };
  }

  function cardBody(message: Json): Body | Answer {
    const card = objectOf(message, 'template_card') ?? {};
    const fault = checkCard(card, 'bot');
    if (fault) return failed(fault.errcode, `invalid ${fault.field}`);
    const taskId = textOf(card, 'task_id');
    if (taskId !== '' && world.taskIdTaken('bot', taskId))
      return failed(42014, 'task_id used before');
    return { type: 'card', dialect: 'bot', taskId, seen: { card, greyed: null }, versions: {} };
  }

  function keep({ reqId, ...row }: Request): void {
    requests.put(reqId, row);
  }

  return carryOut;
}
