import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Category, WhistleKind } from '../../domain/names.ts';
import type { Origin, Point } from '../../domain/origin.ts';
import type {
  Approval,
  Attachment,
  Clock,
  Finding,
  Mark,
  Near,
  Participation,
  Place,
  ReportStep,
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
  @Column('jsonb', { default: [] }) origins!: readonly Origin[];
  @Column('jsonb', { nullable: true }) point!: Point | null;
  @Column('text', { nullable: true }) grid!: string | null;
  @Column('timestamptz', { name: 'appointed_at', nullable: true }) appointedAt!: Date | null;
  @Column('integer', { nullable: true }) headcount!: number | null;
  @Column('text', { nullable: true }) item!: string | null;
  @Column('text', { nullable: true }) project!: string | null;
  @Column('text', { array: true, default: [] }) observers!: readonly string[];
  @Column('text', { nullable: true }) unlisted!: string | null;
  @Column('text', { nullable: true }) concern!: string | null;
  @Column('text', { nullable: true }) beyond!: string | null;
  @Column('text', { name: 'own_duty', nullable: true }) ownDuty!: string | null;
  @Column('boolean', { name: 'only_says_emergency', default: false }) onlySaysEmergency!: boolean;
  @Column('boolean', { default: false }) restricted!: boolean;
  @Column('jsonb', { default: [] }) volunteers!: readonly Mark[];
  @Column('jsonb', { default: [] }) attachments!: readonly Attachment[];
  @Column('text', { name: 'merged_into', nullable: true }) mergedInto!: string | null;
  @Column('jsonb', { nullable: true }) again!: Whistle['again'];
  @Column('text', { nullable: true }) desk!: string | null;
  @Column('jsonb', { default: [] }) path!: readonly ReportStep[];
  @Column('jsonb', { nullable: true }) evidence!: Whistle['evidence'];
  @Column('jsonb', { default: [] }) findings!: readonly Finding[];
  @Column('jsonb', { default: [] }) near!: readonly Near[];
  @Column('text', { array: true, default: [] }) waived!: readonly string[];
  @Column('text', { array: true, default: [] }) asked!: readonly string[];
  @Column('jsonb') clocks!: readonly Clock[];
}

export function toWhistle(row: WhistleRow, participations: readonly Participation[]): Whistle {
  const { createdAt, dispatchedAt, endedAt, appointedAt, ...same } = row;
  return {
    ...same,
    createdAt: instant(createdAt),
    dispatchedAt: instantOrNull(dispatchedAt),
    endedAt: instantOrNull(endedAt),
    appointedAt: instantOrNull(appointedAt),
    participations,
  };
}

/** Participations have rows of their own. */
export function fromWhistle({ participations, ...whistle }: Whistle): Fields<WhistleRow> {
  const { createdAt, dispatchedAt, endedAt, appointedAt } = whistle;
  return {
    ...whistle,
    createdAt: new Date(createdAt),
    dispatchedAt: dispatchedAt === null ? null : new Date(dispatchedAt),
    endedAt: endedAt === null ? null : new Date(endedAt),
    appointedAt: appointedAt === null ? null : new Date(appointedAt),
  };
}
