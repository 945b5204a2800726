import { checkCard } from '../card/check-card.ts';
import { failed, type Answer } from '../wire/errcode.ts';
import { bytesOf, cutToBytes, listOf, objectOf, textOf, textsOf, type Json } from '../wire/json.ts';
import type { Body } from '../world/model.ts';

const media: readonly string[] = ['voice', 'video', 'file', 'mpnews', 'miniprogram_notice'];
const MOST_TEXT = 2048;

/** Reads the content of message/send, or says which errcode refuses it (protocol 3.2). */
export function readContent(message: Json, isKept: (mediaId: string) => boolean): Body | Answer {
  const msgtype = textOf(message, 'msgtype');
  const content = objectOf(message, msgtype) ?? {};
  if (msgtype === 'image') {
    const id = textOf(content, 'media_id');
    return isKept(id) ? { type: 'media', media: msgtype, id } : failed(40007);
  }
  if (media.includes(msgtype)) return { type: 'media', media: msgtype, id: null };
  switch (msgtype) {
    case 'text':
      return plain(content);
    case 'markdown':
    case 'markdown_v2':
      return marked(textOf(content, 'content'), MOST_TEXT);
    case 'textcard':
      return textcard(content);
    case 'news':
      return news(content);
    case 'template_card':
      return card(content);
    default:
      return failed(40008);
  }
}

/** A markdown text with its `<@userid>` mentions, or the errcode for an empty or an over-long one. */
export function marked(text: string, most: number): Body | Answer {
  if (text === '') return failed(44004);
  if (bytesOf(text) > most) return failed(45002);
  return { type: 'markdown', text, stream: null, mentions: mentionsIn(text) };
}

/** A text, cut at 2048 bytes, with whom it mentions (protocol 3.2, 4.2). */
export function plain(content: Json): Body | Answer {
  const text = textOf(content, 'content');
  if (text === '') return failed(44004);
  const mentions = [...textsOf(content, 'mentioned_list'), ...mentionsIn(text)];
  return { type: 'text', text: cutToBytes(text, MOST_TEXT), mentions };
}

function mentionsIn(text: string): string[] {
  return [...text.matchAll(/<@([^<>\s]{1,64})>/g)].map((found) => found[1] ?? '');
}

function textcard(content: Json): Body | Answer {
  const missing = ['title', 'description', 'url'].some((field) => textOf(content, field) === '');
  if (missing) return failed(40058, 'textcard needs title, description and url');
  if (!/^https?:\/\//.test(textOf(content, 'url'))) return failed(40058, 'url needs a scheme');
  return { type: 'textcard', textcard: content };
}

function news(content: Json): Body | Answer {
  const articles = listOf(content, 'articles');
  const fits = articles.length >= 1 && articles.length <= 8;
  if (!fits || articles.some((one) => textOf(one, 'title') === ''))
    return failed(40058, 'news needs 1 to 8 articles with a title');
  return { type: 'news', articles };
}

function card(content: Json): Body | Answer {
  const fault = checkCard(content, 'app');
  if (fault) return failed(fault.errcode, `invalid ${fault.field}`);
  const taskId = textOf(content, 'task_id');
  return {
    type: 'card',
    dialect: 'app',
    taskId,
    seen: { card: content, greyed: null },
    versions: {},
  };
}
