import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AdmissionRequest } from '../../domain/admission-request.ts';
import type { Place } from '../../domain/whistle.ts';
import { instant, instantOrNull, type Fields } from './instant.ts';

/** The reverse-flow log (S60). */
@Entity('admission_request')
export class AdmissionRow {
  @PrimaryColumn('text') id!: string;
  @Column('text') org!: string;
  @Column('text') street!: string;
  @Column('text') text!: string;
  @Column('text') state!: AdmissionRequest['state'];
  @Column('text', { name: 'asked_by' }) askedBy!: string;
  @Column('timestamptz', { name: 'asked_at' }) askedAt!: Date;
  @Column('jsonb', { name: 'heard_in' }) heardIn!: Place;
  @Column('text', { name: 'decided_by', nullable: true }) decidedBy!: string | null;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt!: Date | null;
  @Column('text', { nullable: true }) reason!: string | null;
}

export const toAdmission = ({ askedAt, decidedAt, ...same }: AdmissionRow): AdmissionRequest => ({
  ...same,
  askedAt: instant(askedAt),
  decidedAt: instantOrNull(decidedAt),
});

export const fromAdmission = (one: AdmissionRequest): Fields<AdmissionRow> => ({
  ...one,
  askedAt: new Date(one.askedAt),
  decidedAt: one.decidedAt === null ? null : new Date(one.decidedAt),
});
