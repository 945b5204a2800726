import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Mark, Participation, ParticipationState, StepMark } from '../../domain/whistle.ts';
import { instant, type Fields } from './instant.ts';

type Noted = 'signed' | 'checkedIn' | 'onSite';

@Entity('participation')
export class ParticipationRow {
  @PrimaryColumn('text', { name: 'whistle_id' }) whistleId!: string;
  @PrimaryColumn('text') org!: string;
  @Column('integer') position!: number;
  @Column('text') role!: Participation['role'];
  @Column('text') state!: ParticipationState;
  @Column('text', { name: 'signed_by', nullable: true }) signedBy!: string | null;
  @Column('timestamptz', { name: 'signed_at', nullable: true }) signedAt!: Date | null;
  @Column('text', { name: 'checked_in_by', nullable: true }) checkedInBy!: string | null;
  @Column('timestamptz', { name: 'checked_in_at', nullable: true }) checkedInAt!: Date | null;
  @Column('text', { name: 'on_site_by', nullable: true }) onSiteBy!: string | null;
  @Column('timestamptz', { name: 'on_site_at', nullable: true }) onSiteAt!: Date | null;
  @Column('text', { name: 'done_by', nullable: true }) doneBy!: string | null;
  @Column('timestamptz', { name: 'done_at', nullable: true }) doneAt!: Date | null;
  @Column('text', { name: 'done_sentence', nullable: true }) doneSentence!: string | null;
  @Column('jsonb') due!: Participation['due'];
  /** What was said with a step. */
  @Column('jsonb', { default: {} }) notes!: Readonly<Partial<Record<Noted, string>>>;
}

/** A rating is a row of its own: one for each department of a whistle (S35). */
@Entity('rating')
export class RatingRow {
  @PrimaryColumn('text', { name: 'whistle_id' }) whistleId!: string;
  @PrimaryColumn('text') org!: string;
  @Column('text', { name: 'rated_by' }) ratedBy!: string;
  @Column('timestamptz', { name: 'rated_at' }) ratedAt!: Date;
  @Column('jsonb') scores!: Readonly<Record<string, number>>;
  @Column('text', { nullable: true }) reason!: string | null;
  @Column('integer', { name: 'check_in_score' }) checkInScore!: number;
}

export function toParticipation(
  row: ParticipationRow,
  rating: RatingRow | undefined,
): Participation {
  const done = mark(row, row.doneBy, row.doneAt);
  return {
    org: row.org,
    role: row.role,
    state: row.state,
    signed: withNote(mark(row, row.signedBy, row.signedAt), row.notes.signed),
    checkedIn: withNote(mark(row, row.checkedInBy, row.checkedInAt), row.notes.checkedIn),
    onSite: withNote(mark(row, row.onSiteBy, row.onSiteAt), row.notes.onSite),
    done: done && { ...done, sentence: row.doneSentence ?? '' },
    due: row.due,
    rating: rating
      ? {
          by: rating.ratedBy,
          at: instant(rating.ratedAt),
          scores: rating.scores,
          reason: rating.reason,
          checkInScore: rating.checkInScore,
        }
      : null,
  };
}

export function fromParticipation(
  whistleId: string,
  one: Participation,
  position: number,
): Fields<ParticipationRow> {
  return {
    whistleId,
    org: one.org,
    position,
    role: one.role,
    state: one.state,
    signedBy: one.signed?.by ?? null,
    signedAt: date(one.signed),
    checkedInBy: one.checkedIn?.by ?? null,
    checkedInAt: date(one.checkedIn),
    onSiteBy: one.onSite?.by ?? null,
    onSiteAt: date(one.onSite),
    doneBy: one.done?.by ?? null,
    doneAt: date(one.done),
    doneSentence: one.done?.sentence ?? null,
    due: one.due,
    notes: notesOf(one),
  };
}

const withNote = (one: Mark | null, note: string | undefined): StepMark | null =>
  one === null || note === undefined ? one : { ...one, note };

const notesOf = ({ signed, checkedIn, onSite }: Participation): ParticipationRow['notes'] => ({
  ...(signed?.note !== undefined && { signed: signed.note }),
  ...(checkedIn?.note !== undefined && { checkedIn: checkedIn.note }),
  ...(onSite?.note !== undefined && { onSite: onSite.note }),
});

export function fromRating(whistleId: string, { org, rating }: Participation): Fields<RatingRow>[] {
  if (!rating) return [];
  const { by, at, scores, reason, checkInScore } = rating;
  return [{ whistleId, org, ratedBy: by, ratedAt: new Date(at), scores, reason, checkInScore }];
}

function mark(row: ParticipationRow, by: string | null, at: Date | null): Mark | null {
  if (by === null && at === null) return null;
  if (by !== null && at !== null) return { by, at: instant(at) };
  throw new Error(
    `${row.org} has half a mark on whistle ${row.whistleId}: who without when, or when without who`,
  );
}

const date = (one: Mark | null): Date | null => (one ? new Date(one.at) : null);
