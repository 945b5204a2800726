import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Category, WhistleKind } from '../../domain/names.ts';
import type {
  Approval,
  Clock,
  Mark,
  Participation,
  Place,
  Whistle,
  WhistleState,
} from '../../domain/whistle.ts';
import { instant, instantOrNull, type Fields } from './instant.ts';

@Entity('whistle')
export class WhistleRow {
  @PrimaryColumn('text') id!: string;
  @Column('text', { nullable: true }) number!: string | null;
  @Column('text') state!: WhistleState;
  @Column('text', { name: 'rules_version' }) rulesVersion!: string;
  @Column('text') text!: string;
  @Column('text') kind!: WhistleKind;
  @Column('text') category!: Category;
  @Column('boolean') drill!: boolean;
  @Column('text', { nullable: true }) street!: string | null;
  @Column('text', { nullable: true }) place!: string | null;
  @Column('text', { nullable: true }) matter!: string | null;
  @Column('text', { array: true, name: 'matter_candidates' }) matterCandidates!: readonly string[];
  @Column('text', { nullable: true }) effort!: string | null;
  @Column('text') blower!: string;
  @Column('text', { name: 'blower_org' }) blowerOrg!: string;
  @Column('jsonb', { name: 'heard_in' }) heardIn!: Place;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('jsonb', { nullable: true }) approval!: Approval | null;
  @Column('timestamptz', { name: 'dispatched_at', nullable: true }) dispatchedAt!: Date | null;
  @Column('jsonb', { nullable: true }) verified!: Mark | null;
  @Column('timestamptz', { name: 'ended_at', nullable: true }) endedAt!: Date | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('integer') round!: number;
  @Column('jsonb') clocks!: readonly Clock[];
}

export function toWhistle(row: WhistleRow, participations: readonly Participation[]): Whistle {
  const { createdAt, dispatchedAt, endedAt, ...same } = row;
  return {
    ...same,
    createdAt: instant(createdAt),
    dispatchedAt: instantOrNull(dispatchedAt),
    endedAt: instantOrNull(endedAt),
    participations,
  };
}

/** Participations have rows of their own. */
export function fromWhistle({ participations, ...whistle }: Whistle): Fields<WhistleRow> {
  const { createdAt, dispatchedAt, endedAt } = whistle;
  return {
    ...whistle,
    createdAt: new Date(createdAt),
    dispatchedAt: dispatchedAt === null ? null : new Date(dispatchedAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
  };
}
