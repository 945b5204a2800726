import { createHash, randomBytes } from 'node:crypto';
import { isInteractive } from '../card/check-card.ts';
import { failed, ok, type Answer } from '../wire/errcode.ts';
import { numberOf, textOf, type Json } from '../wire/json.ts';
import { chatLimits, type Windows } from '../wire/window.ts';
import type { Ledger } from '../world/ledger.ts';
import type { Body, Credentials } from '../world/model.ts';
import type { Media } from '../world/media.ts';
import { appChatId, type World } from '../world/world.ts';
import { readContent } from './content.ts';
import type { ResponseCodes } from './response-codes.ts';

export interface SendDeps {
  readonly ledger: Ledger;
  readonly world: World;
  readonly windows: Windows;
  readonly credentials: Credentials;
  readonly codes: ResponseCodes;
  readonly hasCallback: boolean;
  readonly media: Media;
}

/** message/send: 1:1 messages of the app, one copy per member (protocol 3.2). */
export function createSend(deps: SendDeps) {
  const { ledger, world, windows, credentials, codes } = deps;
  const duplicates = ledger.table('duplicate');
  for (const [id, one] of [...duplicates.entries()])
    if (one.expiresAt < Date.now()) duplicates.drop(id);

  return (message: Json): Answer => {
    if (!('agentid' in message)) return failed(40056);
    if (textOf(message, 'agentid') !== credentials.agentId) return failed(301002);
    const receivers = receiversOf(message);
    if ('errcode' in receivers) return receivers;
    const body = readContent(message, (id) => deps.media.get(id) !== null);
    if ('errcode' in body) return body;
    const refusal = refuseCard(body);
    const repeated = repeatOf(message);
    if (repeated) return repeated;
    if (refusal) return refusal;
    const answer = deliver(body, receivers);
    remember(message, answer);
    return answer;
  };

  function refuseCard(body: Body): Answer | null {
    if (body.type !== 'card') return null;
    if (isInteractive(body.seen.card) && !deps.hasCallback) return failed(43012);
    return body.taskId !== '' && world.taskIdTaken('app', body.taskId)
      ? failed(42014, 'task_id used before')
      : null;
  }

  interface Receivers {
    readonly userids: readonly string[];
    readonly invalid: { readonly user: string; readonly party: string; readonly tag: string };
  }

  function receiversOf(message: Json): Receivers | Answer {
    const [touser, party, tag] = ['touser', 'toparty', 'totag'].map((one) => textOf(message, one));
    if (!touser && !party && !tag) return failed(82001);
    const wanted = (touser ?? '').split('|').filter((one) => one !== '');
    if (wanted.length > 1000) return failed(40032);
    if (touser === '@all') {
      const userids = world.members().map((one) => one.userid);
      return { userids, invalid: { user: '', party: '', tag: '' } };
    }
    const lower = [...new Set(wanted.map((one) => one.toLowerCase()))];
    const userids = lower.filter((one) => world.member(one));
    if (userids.length === 0) return failed(81013);
    const user = lower.filter((one) => !world.member(one)).join('|');
    return { userids, invalid: { user, party: party ?? '', tag: tag ?? '' } };
  }

  /** Each member gets 30 a minute and 1000 an hour; what is above is dropped without an error. */
  function deliver(body: Body, { userids, invalid }: Receivers): Answer {
    const sendId = randomBytes(24).toString('base64url');
    for (const userid of userids)
      if (windows.take(`app ${userid}`, chatLimits))
        world.post({ chatId: appChatId(userid), from: { kind: 'app' }, body, sendId });
    const asks = body.type === 'card' && isInteractive(body.seen.card);
    return ok({
      invaliduser: invalid.user,
      invalidparty: invalid.party,
      invalidtag: invalid.tag,
      unlicenseduser: '',
      msgid: sendId,
      ...(asks ? { response_code: codes.issue(sendId) } : {}),
    });
  }

  /** The same JSON inside its window is answered like the first time and not delivered (checklist 23). */
  function repeatOf(message: Json): Answer | null {
    const kept = checksDuplicates(message) ? duplicates.get(hashOf(message)) : undefined;
    if (!kept || kept.expiresAt < Date.now()) return null;
    return ok(kept.answer);
  }

  function remember(message: Json, answer: Answer): void {
    if (!checksDuplicates(message)) return;
    const seconds = Math.min(numberOf(message, 'duplicate_check_interval') ?? 1800, 14_400);
    const expiresAt = Date.now() + seconds * 1000;
    duplicates.put(hashOf(message), { expiresAt, answer });
  }
}

function checksDuplicates(message: Json): boolean {
  return numberOf(message, 'enable_duplicate_check') === 1;
}

function hashOf(message: Json): string {
  return createHash('sha256').update(JSON.stringify(message)).digest('hex');
}
