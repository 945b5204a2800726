import { CallbackRefused } from './callback-refused.ts';
import type { Inbound, InboundContent } from './inbound.ts';
import { fieldsOf, selectedOf, textOf, type Fields } from './read.ts';

/** Reads the opened plaintext of a self-built app's callback (protocol 2.1 to 2.3). Always 1:1: groups never reach an app. */
export function appInbound(fields: Fields): Inbound {
  const from = textOf(fields, 'FromUserName');
  const type = textOf(fields, 'MsgType');
  if (from === null || type === null) throw new CallbackRefused('message');
  const content = type === 'event' ? eventContent(fields) : messageContent(type, fields);
  return { deliveryId: deliveryId(fields), line: 'app', from, chat: { type: 'single' }, content };
}

/**
 * Messages have an id of their own; events are told apart by everything that makes two of one person in one second two
 * (CreateTime has seconds only). A re-delivery repeats all of it.
 */
function deliveryId(fields: Fields): string {
  const msgId = textOf(fields, 'MsgId');
  if (msgId !== null && textOf(fields, 'MsgType') !== 'event') return `app:${msgId}`;
  const job = textOf(fieldsOf(fields['BatchJob']), 'JobId');
  const parts = [
    textOf(fields, 'FromUserName'),
    textOf(fields, 'CreateTime'),
    textOf(fields, 'Event') ?? textOf(fields, 'MsgType'),
    textOf(fields, 'EventKey'),
    textOf(fields, 'TaskId') ?? textOf(fields, 'ChangeType') ?? job,
    textOf(fields, 'CardType'),
    textOf(fields, 'UserID') ?? textOf(fields, 'Id') ?? textOf(fields, 'TagId'),
  ];
  return `app:${parts.map((one) => one ?? '').join('|')}`;
}

function messageContent(type: string, fields: Fields): InboundContent {
  switch (type) {
    case 'text':
      return { type: 'text', text: textOf(fields, 'Content') ?? '', quote: null, viaVoice: false };
    case 'image':
    case 'voice':
    case 'video':
    case 'file':
      return {
        type: 'media',
        kind: type,
        mediaId: textOf(fields, 'MediaId'),
        url: textOf(fields, 'PicUrl'),
        aesKey: null,
      };
    case 'location':
      return place(fields) ?? { type: 'other', name: type };
    default:
      return { type: 'other', name: type };
  }
}

function eventContent(fields: Fields): InboundContent {
  const event = textOf(fields, 'Event') ?? 'event';
  switch (event) {
    case 'enter_agent':
      return { type: 'enter' };
    case 'template_card_event':
    case 'template_card_menu_event':
      return {
        type: 'tap',
        key: textOf(fields, 'EventKey') ?? '',
        taskId: textOf(fields, 'TaskId') ?? '',
        responseCode: textOf(fields, 'ResponseCode'),
        selected: selectedOf(fieldsOf(fields['SelectedItems'])['SelectedItem'], {
          question: 'QuestionKey',
          options: 'OptionIds',
          option: 'OptionId',
        }),
      };
    case 'location_select':
      return place(fieldsOf(fields['SendLocationInfo'])) ?? { type: 'other', name: event };
    default:
      return { type: 'other', name: event };
  }
}

/** X is the latitude and Y the longitude, whatever their names suggest. */
function place(fields: Fields): InboundContent | null {
  const latitude = degrees(textOf(fields, 'Location_X'), 90);
  const longitude = degrees(textOf(fields, 'Location_Y'), 180);
  if (latitude === null || longitude === null) return null;
  return { type: 'place', latitude, longitude, label: textOf(fields, 'Label') ?? '' };
}

function degrees(text: string | null, most: number): number | null {
  const value = text === null ? NaN : Number(text);
  return Math.abs(value) <= most ? value : null;
}
