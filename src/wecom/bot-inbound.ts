import type { Inbound, InboundContent, InboundImage } from './inbound.ts';
import { fieldsOf, listOf, selectedOf, textOf, type Fields } from './read.ts';

/**
 * Reads the body of a smart bot's message or event (protocol 5.2, 5.3), which both its modes share. Null when it says
 * nothing that somebody did: a refresh, our own disconnection, or nothing readable.
 */
export function botInbound(body: Fields): Inbound | null {
  const msgId = textOf(body, 'msgid');
  const from = textOf(fieldsOf(body['from']), 'userid');
  const chat = chatOf(body);
  const content = contentOf(body);
  if (msgId === null || from === null || chat === null || content === null) return null;
  return { deliveryId: `bot:${msgId}`, line: 'bot', from, chat, content };
}

/** A group without its id is unreadable rather than 1:1: what is said in private must not end up in a group, nor back. */
function chatOf(body: Fields): Inbound['chat'] | null {
  const chatId = textOf(body, 'chatid');
  const type = textOf(body, 'chattype');
  if (type === 'single' || (type === null && chatId === null)) return { type: 'single' };
  return chatId === null ? null : { type: 'group', chatId };
}

function contentOf(body: Fields): InboundContent | null {
  const type = textOf(body, 'msgtype');
  switch (type) {
    case null:
    case 'stream':
      return null;
    case 'event':
      return eventContent(fieldsOf(body['event']));
    case 'text':
      return said(body, textOf(fieldsOf(body['text']), 'content') ?? '');
    case 'voice':
      return said(body, textOf(fieldsOf(body['voice']), 'content') ?? '', { viaVoice: true });
    case 'mixed':
      return mixed(body);
    case 'image':
    case 'file':
    case 'video':
      return { type: 'media', kind: type, mediaId: null, ...linkOf(fieldsOf(body[type])) };
    default:
      return { type: 'other', name: type };
  }
}

/** The payload is nested under the event's own name; the SDK's types show it flat and are wrong (protocol 5.3). */
function eventContent(event: Fields): InboundContent | null {
  const name = textOf(event, 'eventtype');
  const payload = fieldsOf(name === null ? null : event[name]);
  switch (name) {
    case null:
    case 'disconnected_event':
      return null;
    case 'enter_chat':
      return { type: 'enter' };
    case 'template_card_event':
      return {
        type: 'tap',
        key: textOf(payload, 'event_key') ?? '',
        taskId: textOf(payload, 'task_id') ?? '',
        responseCode: null,
        selected: selectedOf(fieldsOf(payload['selected_items'])['selected_item'], {
          question: 'question_key',
          options: 'option_ids',
          option: 'option_id',
        }),
      };
    default:
      return { type: 'other', name };
  }
}

function said(
  body: Fields,
  text: string,
  more: { viaVoice?: boolean; images?: readonly InboundImage[] } = {},
): InboundContent {
  const quote = quoteOf(fieldsOf(body['quote']));
  const { viaVoice = false } = more;
  const images = [...(more.images ?? []), ...quotedImages(fieldsOf(body['quote']))];
  return { type: 'text', text, quote, viaVoice, ...(images.length > 0 && { images }) };
}

function mixed(body: Fields): InboundContent {
  const parts = partsOf(body);
  return said(body, textIn(parts), { images: parts.flatMap(imageIn) });
}

function imageIn(part: Fields): readonly InboundImage[] {
  const { url, aesKey } = linkOf(fieldsOf(part['image']));
  return url === null ? [] : [{ url, aesKey }];
}

/** “这个谁管” said of a picture: the picture belongs to the words. */
function quotedImages(quote: Fields): readonly InboundImage[] {
  const type = textOf(quote, 'msgtype');
  if (type === 'mixed') return partsOf(quote).flatMap(imageIn);
  return type === 'image' ? imageIn(quote) : [];
}

/** The words of the quoted message, whatever its type. */
function quoteOf(quote: Fields): string | null {
  const type = textOf(quote, 'msgtype');
  if (type === 'mixed') return textIn(partsOf(quote)) || null;
  return type === 'text' || type === 'voice' ? textOf(fieldsOf(quote[type]), 'content') : null;
}

function partsOf(body: Fields): readonly Fields[] {
  return listOf(fieldsOf(body['mixed'])['msg_item']).map(fieldsOf);
}

function textIn(parts: readonly Fields[]): string {
  return parts.flatMap((part) => textOf(fieldsOf(part['text']), 'content') ?? []).join('\n');
}

function linkOf(media: Fields): { readonly url: string | null; readonly aesKey: string | null } {
  return { url: textOf(media, 'url'), aesKey: textOf(media, 'aeskey') };
}
