import { localDay } from '../domain/local-time.ts';
import type { Readable, Report } from './report.ts';
import { unknownOrg } from './check-organisations.ts';
import type { Path } from './source.ts';

/** Whoever is on duty exists and belongs to the unit they stand for; dates exist (S20). */
export function checkRoster({ roster, organisations, members }: Readable, report: Report): void {
  if (!roster) return;
  const orgs = organisations?.organisations;
  const homes = members && homesOf(members.members);
  for (const [code, { default: usual, days = {} }] of Object.entries(roster.units)) {
    const place = ['units', code];
    if (orgs && !orgs.some((one) => one.code === code))
      report('roster', place, unknownOrg(code, orgs));
    const check = (people: readonly string[], at: Path): void =>
      people.forEach((userId, nth) => {
        const home = homes?.get(userId.toLowerCase());
        if (homes && home === undefined)
          report(
            'roster',
            [...at, nth],
            `人员名册里没有账号 ${userId}，请核对，或先在 members.yaml 里登记`,
          );
        else if (home !== undefined && home !== code)
          report(
            'roster',
            [...at, nth],
            `${userId} 是 ${home} 的人，不能排在 ${code} 值班；请改排本单位的人`,
          );
      });
    check(usual, [...place, 'default']);
    for (const [date, people] of Object.entries(days)) {
      if (localDay(date) === null)
        report('roster', [...place, 'days', date], `没有 ${date} 这一天，请改正`);
      check(people, [...place, 'days', date]);
    }
  }
}

/** The organisation of every account, whatever its case. */
const homesOf = (
  members: Readonly<Record<string, readonly { readonly userId: string }[]>>,
): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(members).flatMap(([org, people]) =>
      people.map(({ userId }) => [userId.toLowerCase(), org] as const),
    ),
  );
