import { categoryNames, kindNames } from '../domain/names.ts';
import type { Category, WhistleKind } from '../domain/names.ts';
import type { Readable, Report } from './report.ts';
import { parseDuration } from './duration.ts';
import { keysOf } from './keys.ts';

/** Limits, ladder, ratings, kinds and admission make sense in themselves (domain 5.2–5.8). */
export function checkRules(files: Readable, report: Report): void {
  checkLimits(files, report);
  checkLadder(files, report);
  checkRating(files, report);
  checkKinds(files, report);
  checkAdmission(files, report);
}

function checkLimits({ limits, messages, kinds, ladder }: Readable, report: Report): void {
  const isZero = (text: string) => parseDuration(text)?.amount === 0;
  const message = '时长要大于 0';
  for (const [category, stages] of Object.entries(limits?.limits ?? {}))
    for (const [stage, text] of Object.entries(stages))
      if (isZero(text)) report('limits', ['limits', category, stage], `${message}；不计时请写 无`);
  for (const [zone, text] of Object.entries(limits?.zones ?? {}))
    if (isZero(text)) report('limits', ['zones', zone], message);
  if (messages && isZero(messages.mergeWithin)) report('messages', ['mergeWithin'], message);
  for (const [name, text] of Object.entries(messages?.drafts ?? {}))
    if (isZero(text)) report('messages', ['drafts', name], message);
  for (const [name, text] of Object.entries(messages?.reports ?? {}))
    if (isZero(text)) report('messages', ['reports', name], message);
  if (messages && isZero(messages.media.keepFor)) report('messages', ['media', 'keepFor'], message);
  for (const [category, rungs] of Object.entries(ladder?.ladder ?? {}))
    rungs.forEach(({ every }, index) => {
      if (every !== undefined && isZero(every))
        report('ladder', ['ladder', category, index, 'every'], message);
    });
  for (const [kind, { approvers }] of Object.entries(kinds?.kinds ?? {}))
    for (const [category, rule] of Object.entries(approvers)) {
      const [key, text] =
        rule.when === 'before'
          ? ['standInAfter', rule.standInAfter]
          : ['within', rule.when === 'after' ? rule.within : '无'];
      if (isZero(text)) report('kinds', ['kinds', kind, 'approvers', category, key], message);
    }
}

function checkLadder({ ladder }: Readable, report: Report): void {
  if (!ladder) return;
  for (const category of keysOf(ladder.ladder)) {
    const rungs = ladder.ladder[category];
    rungs.forEach(({ at }, index) => {
      const before = rungs[index - 1]?.at ?? 0;
      if (at < before)
        report(
          'ladder',
          ['ladder', category, index, 'at'],
          `催办阶梯要从小到大写：${at} 写在了 ${before} 后面`,
        );
    });
    if (!rungs.some(({ at }) => at === 100))
      report(
        'ladder',
        ['ladder', category],
        `${nameOf(category)}的阶梯里没有到期（at: 100）这一级，逾期不会有人知道；请补上`,
        'warning',
      );
  }
}

function checkRating({ rating }: Readable, report: Report): void {
  if (!rating) return;
  const { checkInWeight, checkInScore, criteria } = rating;
  const weights = criteria.reduce((sum, one) => sum + one.weight, checkInWeight);
  if (weights !== 100)
    report('rating', ['criteria'], `checkInWeight 与各项 weight 合计应为 100，现在是 ${weights}`);
  const shares = Object.values(checkInScore).reduce((sum, one) => sum + one, 0);
  if (shares !== 100)
    report('rating', ['checkInScore'], `报到率的构成合计应为 100，现在是 ${shares}`);
  const codes = new Set<string>();
  criteria.forEach(({ code }, index) => {
    if (codes.has(code))
      report('rating', ['criteria', index, 'code'], `评价项代号 ${code} 用了两次，请换一个`);
    codes.add(code);
  });
}

function checkKinds({ kinds, organisations }: Readable, report: Report): void {
  if (!kinds || !organisations) return;
  const orgs = organisations.organisations;
  for (const kind of keysOf(kinds.kinds)) {
    const { enabled, blowers, blowerDuties } = kinds.kinds[kind];
    const canBlow = orgs.some(
      ({ type, duties = [] }) =>
        blowers.includes(type) || duties.some((one) => blowerDuties.includes(one)),
    );
    if (enabled && !canBlow)
      report(
        'kinds',
        ['kinds', kind],
        `${nameOf(kind)}已开通，却没有单位可以吹；请补 blowers、blowerDuties，或设 enabled: false`,
        'warning',
      );
  }
}

function checkAdmission({ admission }: Readable, report: Report): void {
  if (!admission) return;
  for (const category of ['routine', 'tackle'] as const)
    if (!admission.facts[category].includes('place'))
      report(
        'admission',
        ['facts', category],
        `${nameOf(category)}没有要求地点（place）：部门会不知道去哪里；建议补上`,
        'warning',
      );
  for (const category of keysOf(admission.facts))
    if (!admission.facts[category].includes('departments'))
      report(
        'admission',
        ['facts', category],
        `${nameOf(category)}没有要求部门（departments），哨派不出去；请补上`,
      );
}

function nameOf(what: Category | WhistleKind): string {
  return { ...categoryNames, ...kindNames }[what];
}
