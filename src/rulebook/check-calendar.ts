import { localDay, timeOfDayMs } from '../domain/local-time.ts';
import type { CalendarYear } from '../domain/rule-book.ts';
import type { Readable, Report } from './report.ts';

/** How long before New Year the next year's holidays are asked for (domain 5.1). */
const ASK_DAYS_BEFORE = 30;

/** Dates exist, stand in their year and say one thing; working hours run forward; the coming year is there in time. */
export function checkCalendar(
  { calendar, district }: Readable,
  report: Report,
  today: string | null,
): void {
  if (district && localDay(district.effectiveFrom) === null)
    report('district', ['effectiveFrom'], `没有 ${district.effectiveFrom} 这一天，请改正`);
  if (!calendar) return;
  calendar.hours.forEach(([from, to], index) => {
    const before = calendar.hours[index - 1]?.[1] ?? '00:00';
    if (timeOfDayMs(from) >= timeOfDayMs(to))
      report('calendar', ['hours', index], `上班时段 ${from} 至 ${to} 的先后反了，请改正`);
    if (timeOfDayMs(from) < timeOfDayMs(before))
      report(
        'calendar',
        ['hours', index],
        `上班时段 ${from} 至 ${to} 与上一段重叠或没有按先后写，请改正`,
      );
  });
  for (const [year, days] of Object.entries(calendar.years)) checkYear(year, days, report);
  if (today !== null) checkComing(Object.keys(calendar.years), today, report);
}

function checkYear(year: string, { holidays, workdays }: CalendarYear, report: Report): void {
  const check = (list: 'holidays' | 'workdays', date: string, index: number) => {
    const place = ['years', year, list, index];
    const day = localDay(date);
    if (day === null) report('calendar', place, `没有 ${date} 这一天，请改正`);
    else if (!date.startsWith(year))
      report('calendar', place, `${date} 写在了 ${year} 年下面，请移到 ${date.slice(0, 4)} 年`);
    else if (list === 'workdays' && holidays.includes(date))
      report('calendar', place, `${date} 既写了放假又写了上班，请删去一处`);
    else if (list === 'workdays' && !isWeekend(day))
      report('calendar', place, `${date} 本来就是周一至周五，不必写成调休上班；请核对`, 'warning');
  };
  holidays.forEach((date, index) => check('holidays', date, index));
  workdays.forEach((date, index) => check('workdays', date, index));
}

function checkComing(years: readonly string[], today: string, report: Report): void {
  const thisYear = Number(today.slice(0, 4));
  const left = (localDay(`${thisYear + 1}-01-01`) ?? 0) - (localDay(today) ?? 0);
  const due = left <= ASK_DAYS_BEFORE ? [thisYear, thisYear + 1] : [thisYear];
  for (const year of due)
    if (!years.includes(String(year)))
      report(
        'calendar',
        ['years'],
        `没有 ${year} 年的节假日安排，会按周一至周五计算；请按国务院办公厅通知补上`,
        'warning',
      );
}

function isWeekend(day: number): boolean {
  return (day + 3) % 7 > 4; // 1970-01-01 was a Thursday
}
