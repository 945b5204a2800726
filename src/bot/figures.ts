import { localDate } from '../domain/local-time.ts';
import type { Instant } from '../domain/names.ts';
import { oversightLines } from './lists.ts';
import { typesText } from './neighbourhood-replies.ts';
import type { Told } from '../flows/ask/run.ts';
import { orgName } from './cards/frame.ts';

export type Figures = Extract<Told, { type: 'figures' }>;

/** 统计: what was blown, answered and overdue in one period, in a few lines. */
export function figuresText(told: Figures): string {
  const { figures, all, oversight, streets, directory, member } = told;
  const { blown, byCategory, due, checkedIn, archived, overdue } = figures;
  const scope = all
    ? directory.book.district.name
    : (member && directory.org(member.org)?.name) || '本单位';
  const rate = share(checkedIn, due);
  return [
    `**${scope} 吹哨报到｜${periodText(told)}**`,
    `- 吹哨 ${String(blown)} 件（日常 ${String(byCategory.routine)}，攻坚 ${String(byCategory.tackle)}，紧急 ${String(byCategory.emergency)}）`,
    `- 应报到 ${String(due)} 家次，已报到 ${String(checkedIn)} 家次，报到率 ${rate}`,
    `- 报到超时 ${String(overdue)} 家次，已归档 ${String(archived)} 件`,
    ...(all
      ? [
          `- 发现到上报 ${span(figures.foundToReported)}，上报到到场 ${span(figures.reportedToArrived)}（中位数）`,
          `- 来自群众（居民、热线）${String(figures.fromMasses)} 件，占 ${share(figures.fromMasses, blown)}`,
        ]
      : []),
    ...typesText(told),
    ...streetLines(streets, directory),
    ...(oversight ? oversightLines(directory, oversight) : []),
  ].join('\n');
}

const periods = { day: '今天', week: '本周', month: '本月' } as const;

/** Which days are counted: 本周（11月23日至11月25日）. */
function periodText({ period, since, now }: Figures): string {
  const [first, last] = [since, now].map(dayText);
  return `${periods[period]}（${first === last ? (first ?? '') : `${first ?? ''}至${last ?? ''}`}）`;
}

function dayText(at: Instant): string {
  const [, month, day] = localDate(at).split('-');
  return `${String(Number(month))}月${String(Number(day))}日`;
}

const share = (part: number, whole: number): string =>
  whole === 0 ? '—' : `${String(Math.round((100 * part) / whole))}%`;

function span(minutes: number | null): string {
  if (minutes === null) return '—';
  return minutes < 120 ? `${String(minutes)}分钟` : `${(minutes / 60).toFixed(1)}小时`;
}

/** Fewer than this make no rate: one whistle more or less would turn it over (domain 5.8). */
const ENOUGH = 5;

/** A line for each street or unit that blew (S24): how many went out, as the head counts them, and the three rates where there are enough to make one. */
function streetLines(streets: Figures['streets'], directory: Figures['directory']): string[] {
  if (streets.length === 0) return [];
  const lines = streets.map((one) => {
    const { submitted, invalid, dispatched, misaddressed, claims, solvedAtOnce } = one;
    const rates = [
      rateOf('无效', invalid, submitted),
      rateOf('错派', misaddressed, dispatched),
      rateOf('一次解决', solvedAtOnce, claims),
    ];
    const unsent = submitted - dispatched;
    const beside = unsent > 0 ? `（另有未派出 ${String(unsent)}）` : '';
    return `- ${orgName(directory, one.org)}：吹哨 ${String(dispatched)}${beside}，${rates.join('，')}`;
  });
  const few = streets.some(({ submitted }) => submitted < ENOUGH);
  return ['**各街道、单位**', ...lines, ...(few ? ['不足5件的只列件数，不计率。'] : [])];
}

const rateOf = (name: string, part: number, whole: number): string =>
  whole < ENOUGH
    ? `${name} ${String(part)}/${String(whole)}`
    : `${name}率 ${String(Math.round((100 * part) / whole))}%`;
