import { parseDuration } from './duration.ts';
import type { Readable, Report } from './report.ts';
import { unknownOrg } from './check-organisations.ts';

/** Every matter has an owner who can own it, and a different one to fall back on (S57, S59). */
export function checkMatters({ matters, organisations }: Readable, report: Report): void {
  if (!matters) return;
  const seen = { code: new Set<string>(), name: new Set<string>() };
  matters.matters.forEach((one, index) => {
    for (const key of ['code', 'name'] as const) {
      if (seen[key].has(one[key]))
        report(
          'matters',
          ['matters', index, key],
          `“${one[key]}”与前面的事项重复，请改名或删去一处`,
        );
      seen[key].add(one[key]);
    }
    if (one.fallback === one.lead)
      report(
        'matters',
        ['matters', index, 'fallback'],
        `${one.code} 的兜底单位就是主办单位；请换一个，例如领导小组办公室`,
      );
    if (one.assist.includes(one.lead))
      report(
        'matters',
        ['matters', index, 'assist'],
        `${one.code} 的主办单位 ${one.lead} 又写在协办里，请从协办中删去`,
      );
    for (const [stage, text] of Object.entries(one.limits ?? {}))
      if (parseDuration(text)?.amount === 0)
        report('matters', ['matters', index, 'limits', stage], '时长要大于 0；不计时请写 无');
  });
  if (organisations) checkOwners({ matters, organisations }, report);
}

function checkOwners(
  { matters, organisations }: Required<Pick<Readable, 'matters' | 'organisations'>>,
  report: Report,
): void {
  const orgs = organisations.organisations;
  const byCode = new Map(orgs.map((one) => [one.code, one]));
  matters.matters.forEach(({ code, lead, assist, fallback }, index) => {
    const at = (...path: readonly (string | number)[]) => ['matters', index, ...path];
    const owner = byCode.get(lead);
    if (!owner) report('matters', at('lead'), unknownOrg(lead, orgs));
    else if (owner.type !== 'department')
      report('matters', at('lead'), `${code} 的主办单位${owner.name}不是区级部门，请改由部门主办`);
    if (!byCode.has(fallback)) report('matters', at('fallback'), unknownOrg(fallback, orgs));
    assist.forEach((one, nth) => {
      const helper = byCode.get(one);
      if (!helper) report('matters', at('assist', nth), unknownOrg(one, orgs));
      else if (helper.type !== 'department' && helper.type !== 'public-unit')
        report(
          'matters',
          at('assist', nth),
          `${code} 的协办单位${helper.name}既不是部门也不是公共单位，请改正`,
        );
    });
  });
}
