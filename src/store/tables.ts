import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { AuditEvent, Refusal } from '../domain/decision.ts';
import type { Conversation, Message, NewEffect } from '../domain/effect.ts';
import type { UserId } from '../domain/names.ts';
import { GroupBindingRow } from './rows/other-rows.ts';

/** What a delivery came to: told again when it is delivered again (I1). */
export interface Settled {
  readonly whistleId: string | null;
  readonly refusal: Refusal | null;
}

export interface Undelivered {
  readonly key: string;
  readonly conversation: Conversation;
  readonly urgent: boolean;
  readonly payload: Message;
  readonly whistleId: string | null;
}

export function createDeliveries(manager: EntityManager) {
  return {
    /** True for the first to claim it. A second one waits here until the first has committed, then gets false. */
    async claim(id: string): Promise<boolean> {
      const rows: unknown[] = await manager.query(
        'insert into delivery (id) values ($1) on conflict do nothing returning id',
        [id],
      );
      return rows.length > 0;
    },
    async settle(id: string, { whistleId, refusal }: Settled): Promise<void> {
      await manager.query('update delivery set whistle_id = $2, refusal = $3 where id = $1', [
        id,
        whistleId,
        refusal && JSON.stringify(refusal),
      ]);
    },
    async outcome(id: string): Promise<Settled> {
      const [row]: Settled[] = await manager.query(
        'select whistle_id as "whistleId", refusal from delivery where id = $1',
        [id],
      );
      return row ?? { whistleId: null, refusal: null };
    },
  };
}

export function createEffects(manager: EntityManager) {
  return {
    /** Adds what is to be done; what stands there under the same key already stays as it is. */
    async add(effects: readonly NewEffect[]): Promise<void> {
      if (effects.length === 0) return;
      const rows = effects.map(toRow);
      await manager.query(
        `insert into effect (id, key, kind, whistle_id, conversation, fallback, line, urgent, payload, due_at)
         select id, key, kind, whistle_id, conversation, fallback, line, urgent, payload, due_at
           from jsonb_to_recordset($1::jsonb) as one (id text, key text, kind text, whistle_id text, conversation text,
                fallback text, line text, urgent boolean, payload jsonb, due_at timestamptz, place integer)
          order by place
         on conflict do nothing`,
        [JSON.stringify(rows)],
      );
      // Heard at commit: the relay need not wait for its next round.
      await manager.query(`select pg_notify('effect', '')`);
    },
    /** A message not ended yet, locked; null when it is gone or done. */
    async lockUndelivered(id: string): Promise<Undelivered | null> {
      const [row]: Undelivered[] = await manager.query(
        `select key, conversation, urgent, payload, whistle_id as "whistleId" from effect
          where id = $1 and kind = 'message' and ended_at is null for update`,
        [id],
      );
      return row ?? null;
    },
    /** Ends a message that reached nobody, with the reason and who was told of it. */
    async giveUp(id: string, reason: string, told: readonly string[]): Promise<void> {
      await manager.query(
        `update effect set ended_at = clock_timestamp(), outcome = 'given-up', reason = $2, told = $3 where id = $1`,
        [id, reason, told.join(' ')],
      );
    },
  };
}

export function createAudit(manager: EntityManager) {
  return {
    async add(
      whistleId: string,
      deliveryId: string,
      at: string,
      events: readonly AuditEvent[],
    ): Promise<void> {
      for (const { type, by, data } of events) {
        await manager.query(
          `insert into audit_event (whistle_id, seq, at, type, by, delivery_id, data)
           select $1, coalesce(max(seq), 0) + 1, $2, $3, $4, $5, $6 from audit_event where whistle_id = $1`,
          [whistleId, at, type, by, deliveryId, JSON.stringify(data)],
        );
      }
    },
  };
}

export function createBindings(manager: EntityManager) {
  return {
    /** All bindings that a new one of `unit` to `chatId` would touch, locked. */
    async touchedBy(
      unit: string,
      chatId: string,
    ): Promise<readonly { unit: string; chatId: string }[]> {
      await manager.query('lock table group_binding in share row exclusive mode');
      const rows: { unit: string; chatId: string }[] = await manager.query(
        'select unit, chat_id as "chatId" from group_binding where unit = $1 or chat_id = $2',
        [unit, chatId],
      );
      return rows;
    },
    /** Every unit that has a group. */
    async units(): Promise<readonly string[]> {
      const rows: { unit: string }[] = await manager.query('select unit from group_binding');
      return rows.map(({ unit }) => unit);
    },
    async replace(
      removed: readonly string[],
      added: { unit: string; chatId: string; by: UserId; at: string } | null,
    ): Promise<void> {
      await manager.query('delete from group_binding where unit = any($1)', [removed]);
      if (added) {
        const { unit, chatId, by, at } = added;
        await manager.insert(GroupBindingRow, { unit, chatId, boundBy: by, boundAt: new Date(at) });
      }
    },
  };
}

export function createPeople(manager: EntityManager) {
  return {
    /** Somebody spoke to the bot alone: from now on it may speak to them (protocol 5.7). */
    async met(userId: UserId): Promise<void> {
      await manager.query(
        'insert into acquaintance (user_id, spelled) values (lower($1), $1) on conflict do nothing',
        [userId],
      );
    },
  };
}

function toRow(effect: NewEffect, place: number): Record<string, unknown> {
  const { key, kind, whistleId, dueAt, payload } = effect;
  // Never an integer, never with a colon: it is BullMQ's job id as well.
  const id = `e${createHash('sha256').update(key).digest('hex').slice(0, 31)}`;
  const base = { id, place, key, kind, whistle_id: whistleId, due_at: dueAt, payload };
  if (effect.kind === 'clock' || effect.kind === 'fetch')
    return { ...base, conversation: null, fallback: null, line: 'clock', urgent: false };
  const { conversation, urgent, line, further = [] } = effect;
  // A conversation holds no blank, so a row of them is one text.
  const fallback = [effect.fallback ?? [], ...further].flat().join(' ') || null;
  return { ...base, conversation, fallback, urgent, line };
}
