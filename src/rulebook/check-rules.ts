import { categoryNames, kindNames } from '../domain/names.ts';
import type { Category, WhistleKind } from '../domain/names.ts';
import type { Readable, Report } from './report.ts';
import { parseDuration } from './duration.ts';
import { unknownOrg } from './check-organisations.ts';
import { keysOf } from './keys.ts';

/** Limits, ladder, ratings, kinds and admission make sense in themselves (domain 5.2–5.8). */
export function checkRules(files: Readable, report: Report): void {
  checkLimits(files, report);
  checkLadder(files, report);
  checkRating(files, report);
  checkKinds(files, report);
  checkDispatch(files, report);
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
  const { emergency, ...spans } = messages?.reports ?? {};
  for (const [name, text] of Object.entries(spans))
    if (isZero(text)) report('messages', ['reports', name], message);
  if (emergency && isZero(emergency.every))
    report('messages', ['reports', 'emergency', 'every'], message);
  if (isZero(messages?.hoursWithin ?? '7 日')) report('messages', ['hoursWithin'], message);
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

/** What waits for the centre has a limit there, so that nobody waits for ever; an emergency waits for nobody (S20, S31). */
function checkDispatch({ kinds, limits }: Readable, report: Report): void {
  for (const [kind, { dispatch = {} }] of Object.entries(kinds?.kinds ?? {}))
    for (const category of ['routine', 'tackle', 'emergency'] as const) {
      if (dispatch[category] !== 'centre') continue;
      const place = ['kinds', kind, 'dispatch', category];
      if (category === 'emergency')
        report('kinds', place, '紧急哨一律自动派出，不能等指挥中心派遣；请改成 auto 或删去');
      else if (limits?.limits[category].dispatch === '无')
        report(
          'kinds',
          place,
          `${nameOf(category)}由指挥中心派遣，limits.yaml 里却没有派遣（dispatch）时限，会无人催；请补上`,
        );
    }
}

function checkKinds({ kinds, organisations }: Readable, report: Report): void {
  if (!kinds || !organisations) return;
  const orgs = organisations.organisations;
  for (const kind of keysOf(kinds.kinds)) {
    const { enabled, blowers, blowerDuties, openTo } = kinds.kinds[kind];
    openTo?.forEach((code, nth) => {
      if (!orgs.some((one) => one.code === code))
        report('kinds', ['kinds', kind, 'openTo', nth], unknownOrg(code, orgs));
    });
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

function checkAdmission(files: Readable, report: Report): void {
  const { admission } = files;
  if (!admission) return;
  checkOverrides(files, report);
  checkDuties(files, report);
  if (admission.duplicates) checkDuplicates(admission.duplicates, report);
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

/** An override names streets that are there, and says something. */
function checkOverrides({ admission, organisations }: Readable, report: Report): void {
  const orgs = organisations?.organisations;
  admission?.overrides?.forEach(({ streets, modes }, index) => {
    if (Object.keys(modes).length === 0)
      report('admission', ['overrides', index, 'modes'], '这一条没有写改哪条规则，请补上或删去');
    if (!orgs) return;
    streets?.forEach((code, nth) => {
      const found = orgs.find((one) => one.code === code);
      const at = ['overrides', index, 'streets', nth];
      if (!found) report('admission', at, unknownOrg(code, orgs));
      else if (found.type !== 'street')
        report('admission', at, `${found.name}（${code}）不是街道，这一条只能写街道代码`);
    });
  });
}

/** A list item is quoted by its name, so a name stands once; time spans are longer than nothing. */
function checkDuties({ admission }: Readable, report: Report): void {
  if (!admission) return;
  const names = new Set<string>();
  admission.ownDuties.forEach((one, index) => {
    const name = typeof one === 'string' ? one : one.name;
    if (names.has(name))
      report('admission', ['ownDuties', index], `街道本职事项“${name}”写了两遍，请删去一处`);
    names.add(name);
    if (typeof one === 'string') return;
    one.says?.forEach((text, nth) => {
      if (text.split(' + ').some((slot) => slot.split('|').some((word) => word.trim() === '')))
        report(
          'admission',
          ['ownDuties', index, 'says', nth],
          '“|”或“+”的一边是空的，请补上词或删去符号',
        );
    });
  });
  const { rate, afterwards } = admission;
  if (rate && parseDuration(rate.window)?.amount === 0)
    report('admission', ['rate', 'window'], '时长要大于 0');
  if (afterwards && parseDuration(afterwards.askAfter)?.amount === 0)
    report('admission', ['afterwards', 'askAfter'], '时长要大于 0');
}

/** A window of nothing finds nothing, and a working day is no measure of when two reports are one event. */
function checkDuplicates(
  {
    within,
    emergencyWithin,
    mergeWithin,
  }: NonNullable<NonNullable<Readable['admission']>['duplicates']>,
  report: Report,
): void {
  for (const [name, text] of Object.entries({ within, emergencyWithin, mergeWithin })) {
    const span = parseDuration(text);
    if (span?.amount === 0) report('admission', ['duplicates', name], '时长要大于 0');
    if (span?.unit === 'workingDay' || span?.unit === 'workingHour')
      report('admission', ['duplicates', name], '这里按自然时间算，请用 日、小时 或 分钟');
  }
}

function nameOf(what: Category | WhistleKind): string {
  return { ...categoryNames, ...kindNames }[what];
}
