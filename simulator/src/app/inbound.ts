import type { Selected, Touchable } from '../card/touch.ts';
import { textOf, type Json } from '../wire/json.ts';
import type { XmlTree } from '../wire/xml.ts';
import type { Credentials, Message } from '../world/model.ts';
import type { AppCallback } from './callback.ts';
import type { ResponseCodes } from './response-codes.ts';

export interface AppInboundDeps {
  readonly credentials: Credentials;
  readonly callback: AppCallback;
  readonly codes: ResponseCodes;
}
export interface AppTap {
  readonly userid: string;
  readonly message: Message;
  readonly card: Json;
  readonly touched: Touchable;
  readonly selected: Selected;
}

export interface Place {
  readonly latitude: number;
  readonly longitude: number;
  readonly label: string;
}

/** What a member does with the app, as its callbacks tell it (protocol 2.1, 2.2). 1:1 only. */
export function createAppInbound({ credentials, callback, codes }: AppInboundDeps) {
  let last = 0n;

  /** A 64-bit number that grows, also within one millisecond and across restarts. */
  function nextId(): bigint {
    const fresh = BigInt(Date.now()) * 100_000n;
    last = fresh > last ? fresh : last + 1n;
    return last;
  }

  function text(userid: string, message: Message, content: string): Promise<boolean> {
    return tell(userid, message, 'text', { Content: content });
  }

  /** A picture: an address to show it by, and the media_id its bytes are had with (2.1). */
  function image(userid: string, message: Message, mediaId: string): Promise<boolean> {
    const PicUrl = `http://wx.qlogo.cn/mmhead/${mediaId.slice(0, 12)}/0`;
    return tell(userid, message, 'image', { PicUrl, MediaId: mediaId });
  }

  /** X is the latitude, Y the longitude (2.1). */
  function place(userid: string, message: Message, at: Place): Promise<boolean> {
    const { latitude, longitude, label } = at;
    return tell(userid, message, 'location', {
      Location_X: latitude,
      Location_Y: longitude,
      Scale: 15,
      Label: label,
      AppType: 'wxwork',
    });
  }

  function tell(
    userid: string,
    message: Message,
    type: string,
    content: XmlTree,
  ): Promise<boolean> {
    const id = nextId();
    const tree = treeOf(userid, type, { ...content, MsgId: id });
    return callback.deliver({
      id: id.toString(),
      userid,
      messageId: message.id,
      event: null,
      tree,
    });
  }

  /** A tap brings a fresh ResponseCode (checklist 26). */
  function tap({ userid, message, card, touched, selected }: AppTap): Promise<boolean> {
    const id = nextId().toString();
    const items = Object.entries(selected).map(([QuestionKey, ids]) => ({
      QuestionKey,
      OptionIds: { OptionId: ids },
    }));
    const tree = treeOf(userid, 'event', {
      Event: 'template_card_event',
      EventKey: touched.key,
      TaskId: message.body.type === 'card' ? message.body.taskId : '',
      CardType: textOf(card, 'card_type'),
      ResponseCode: codes.issue(message.sendId ?? ''),
      ...(items.length > 0 ? { SelectedItems: { SelectedItem: items } } : {}),
    });
    return callback.deliver({
      id,
      userid,
      messageId: message.id,
      event: 'template_card_event',
      tree,
    });
  }

  function treeOf(userid: string, MsgType: string, own: XmlTree): XmlTree {
    return {
      ToUserName: credentials.corpId,
      FromUserName: userid,
      CreateTime: Math.floor(Date.now() / 1000),
      MsgType,
      ...own,
      AgentID: Number(credentials.agentId),
    };
  }

  return { text, image, place, tap };
}
export type AppInbound = ReturnType<typeof createAppInbound>;
