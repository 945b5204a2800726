import { checkCard, isInteractive } from '../card/check-card.ts';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import { numberOf, objectOf, textOf, textsOf, type Json } from '../wire/json.ts';
import type { CardVersion, Credentials, Message } from '../world/model.ts';
import type { World } from '../world/world.ts';
import type { ResponseCodes } from './response-codes.ts';

export interface UpdateDeps {
  readonly world: World;
  readonly credentials: Credentials;
  readonly codes: ResponseCodes;
}

/** update_template_card: greys the buttons or replaces the card of the named members (protocol 3.4). */
export function createUpdate({ world, credentials, codes }: UpdateDeps) {
  return (request: Json): Answer => {
    if (textOf(request, 'agentid') !== credentials.agentId) return failed(42015);
    const code = textOf(request, 'response_code');
    const sendId = codes.sendIdOf(code);
    if (sendId === null) return failed(42016, 'response_code unknown, used or expired');
    const copies = world.copiesOf(sendId);
    const change = changeOf(request);
    if ('errcode' in change) return change;
    const everyone = numberOf(request, 'atall') === 1;
    const wanted = textsOf(request, 'userids').map((one) => one.toLowerCase());
    if (!everyone && wanted.length === 0) return failed(82001);
    const held = copies.filter((one) => everyone || wanted.includes(receiverOf(one)));
    if (held.length === 0) return failed(81013);
    for (const copy of held) changeCopy(world, copy, change);
    codes.use(code);
    const invaliduser = wanted.filter((one) => !held.some((copy) => receiverOf(copy) === one));
    return ok({ invaliduser });
  };

  function receiverOf(copy: Message): string {
    const chat = world.chat(copy.chatId);
    return chat?.kind === 'app' ? chat.userid : '';
  }
}

/** What an update does to a card: new words on dead buttons, or a new card. */
export type CardChange = { readonly greyed: string } | CardVersion;

/** Changes one member's copy; the task_id it was sent with stays (protocol 3.3: ignored when updating). */
export function changeCopy(world: World, copy: Message, change: CardChange): void {
  if (copy.body.type !== 'card' || !isInteractive(copy.body.seen.card)) return;
  const { seen, taskId } = copy.body;
  const next = 'card' in change ? change : { card: seen.card, greyed: change.greyed };
  const card = taskId === '' ? next.card : { ...next.card, task_id: taskId };
  world.amend({ ...copy, body: { ...copy.body, seen: { card, greyed: next.greyed } } });
}

function changeOf(request: Json): CardChange | Answer {
  const button = objectOf(request, 'button');
  const card = objectOf(request, 'template_card');
  if (!card) {
    const greyed = textOf(button ?? {}, 'replace_name');
    return greyed === '' ? failed(40058, 'button.replace_name or template_card') : { greyed };
  }
  const fault = checkCard(card, 'app', true);
  if (fault) return failed(fault.errcode, `invalid ${fault.field}`);
  const greyed = textOf(card, 'replace_text') || textOf(request, 'replace_text');
  return { card, greyed: greyed === '' ? null : greyed };
}
