import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AuditEvent, Refusal } from '../../domain/decision.ts';
import type { NewEffect } from '../../domain/effect.ts';
import type { RuleBook } from '../../domain/rule-book.ts';

/** A message or tap that was heard, claimed in the transaction that carried it out (I1). */
@Entity('delivery')
export class DeliveryRow {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'whistle_id', nullable: true }) whistleId!: string | null;
  @Column('jsonb', { nullable: true }) refusal!: Refusal | null;
}

/** One thing to be done, here or later (design 3). `due_at` is business time, everything else real time. */
@Entity('effect')
export class EffectRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') key!: string;
  @Column('text') kind!: NewEffect['kind'];
  @Column('text', { name: 'whistle_id', nullable: true }) whistleId!: string | null;
  @Column('text', { nullable: true }) conversation!: string | null;
  @Column('text', { nullable: true }) fallback!: string | null;
  @Column('text') line!: 'clock' | 'app' | 'bot';
  @Column('boolean') urgent!: boolean;
  @Column('jsonb') payload!: NewEffect['payload'];
  @Column('timestamptz', { name: 'due_at' }) dueAt!: Date;
}

/** Append-only (I10). */
@Entity('audit_event')
export class AuditEventRow {
  @PrimaryColumn('text', { name: 'whistle_id' }) whistleId!: string;
  @PrimaryColumn('integer') seq!: number;
  @Column('timestamptz') at!: Date;
  @Column('text') type!: string;
  @Column('text', { nullable: true }) by!: string | null;
  @Column('text', { name: 'delivery_id' }) deliveryId!: string;
  @Column('jsonb') data!: AuditEvent['data'];
}

@Entity('rule_book')
export class RuleBookRow {
  @PrimaryColumn('text') version!: string;
  @Column('jsonb') content!: RuleBook;
  @Column('date', { name: 'effective_from' }) effectiveFrom!: string;
}

/** Which group is whose (protocol 5.9: learnt by 绑定). */
@Entity('group_binding')
export class GroupBindingRow {
  @PrimaryColumn('text') unit!: string;
  @Column('text', { name: 'chat_id' }) chatId!: string;
  @Column('text', { name: 'bound_by' }) boundBy!: string;
  @Column('timestamptz', { name: 'bound_at' }) boundAt!: Date;
}
