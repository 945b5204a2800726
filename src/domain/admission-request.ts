import type { Instant, OrgCode, UserId } from './names.ts';
import type { Place } from './whistle.ts';

/** A department wants a street to do some of its work: recorded, decided, counted (S60). */
export interface AdmissionRequest {
  readonly id: string;
  /** The department or public unit that asks, and the street it asks for. */
  readonly org: OrgCode;
  readonly street: OrgCode;
  /** What for and on what basis, in the asker's words. */
  readonly text: string;
  readonly state: 'asked' | 'granted' | 'refused';
  readonly askedBy: UserId;
  readonly askedAt: Instant;
  readonly heardIn: Place;
  readonly decidedBy: UserId | null;
  readonly decidedAt: Instant | null;
  /** Why it was refused, where one of the rule book's reasons was chosen. */
  readonly reason: string | null;
}

export const admissionNames = {
  asked: '待审批',
  granted: '已同意',
  refused: '不同意',
} as const satisfies Record<AdmissionRequest['state'], string>;
