import type { CalledDepartment } from '../../domain/reading.ts';
import type { Participation } from '../../domain/whistle.ts';

/** The seat of a department that has just been called: nothing done yet, no limit running. */
export const newSeat = ({ org, role }: CalledDepartment): Participation => ({
  org,
  role,
  state: 'awaiting_sign',
  signed: null,
  checkedIn: null,
  onSite: null,
  done: null,
  due: {},
  rating: null,
});
