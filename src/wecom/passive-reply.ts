import type { TemplateCard } from './card.ts';
import { clipBytes } from './clip.ts';
import { fitCard } from './fit-card.ts';
import type { Inbound } from './inbound.ts';
import { writeXml } from './xml.ts';

/** What may be said in the answer to a callback itself (protocol 1.7). The two updates reach the tapping person's copy only. */
export type PassiveReply =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'update-button'; readonly replaceName: string }
  | { readonly type: 'update-card'; readonly card: TemplateCard };

/** Whether WeCom takes this reply to this: updates answer taps on a card, texts answer everything else that may be answered. */
export function mayReply(reply: PassiveReply, { content }: Inbound): boolean {
  if (content.type === 'tap') return reply.type !== 'text';
  return reply.type === 'text';
}

/** The reply as XML, before sealing. Sender and receiver change places. */
export function passiveReplyXml(
  reply: PassiveReply,
  { to, corpId, timestamp }: { to: string; corpId: string; timestamp: string },
): string {
  return writeXml('xml', {
    ToUserName: to,
    FromUserName: corpId,
    CreateTime: Number(timestamp),
    ...body(reply),
  });
}

function body(reply: PassiveReply): Readonly<Record<string, unknown>> {
  switch (reply.type) {
    case 'text':
      return { MsgType: 'text', Content: clipBytes(reply.text, 2048) };
    case 'update-button':
      return { MsgType: 'update_button', Button: { ReplaceName: reply.replaceName } };
    case 'update-card':
      return {
        MsgType: 'update_template_card',
        TemplateCard: pascal(fitCard(reply.card, 'app')),
      };
  }
}

/** Names whose words the JSON dialect runs together; the XML one does not. */
const joined: Readonly<Record<string, string>> = {
  keyname: 'KeyName',
  userid: 'UserId',
  appid: 'AppId',
  pagepath: 'PagePath',
  checkbox: 'CheckBox',
};

/** The JSON card with the names of its XML mirror: `button_list` → `ButtonList`. */
function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      joined[name] ?? name.replace(/(?:^|_)([a-z])/g, (_, first: string) => first.toUpperCase()),
      pascal(one),
    ]),
  );
}
