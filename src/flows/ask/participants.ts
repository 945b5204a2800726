import type { Directory } from '../../domain/directory.ts';
import type { OrgCode } from '../../domain/names.ts';
import { orgTypeNames, type Participants } from '../../domain/actors.ts';
import type { OrgType } from '../../domain/rule-book.ts';

/** Who took part, by type of actor (S46): units that were called, and people who came. */
export interface TypeFigures {
  readonly type: OrgType;
  readonly due: number;
  readonly checkedIn: number;
  readonly people: number;
}

/** Recorded events, counted by type; whoever has left the rule book counts nowhere (I8). */
export function byType(
  directory: Directory,
  { seats, people }: Participants,
): readonly TypeFigures[] {
  const typeOf = (org: OrgCode | undefined) =>
    org === undefined ? undefined : directory.org(org)?.type;
  const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
  return (Object.keys(orgTypeNames) as OrgType[])
    .map((type) => {
      const own = seats.filter(({ org }) => typeOf(org) === type);
      const came = people.filter(({ userId }) => typeOf(directory.memberOf(userId)?.org) === type);
      return {
        type,
        due: sum(own.map(({ due }) => due)),
        checkedIn: sum(own.map(({ checkedIn }) => checkedIn)),
        people: sum(came.map(({ count }) => count)),
      };
    })
    .filter(({ due, people: came }) => due > 0 || came > 0);
}
