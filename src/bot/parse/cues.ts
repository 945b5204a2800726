import type { Marks } from './marks.ts';

/** What the words beside a unit's name do with it. */
export type Cue = 'call' | 'notified' | 'exclude' | 'past' | 'onSite' | 'lead' | null;

/** What is said to a unit right before its name. */
export function cueBefore(marks: Marks, start: number): Cue {
  let at = start;
  for (let step = 0; step < 8 && at >= 0; step += 1) {
    const cue = longestTo(marks, at);
    if (cue) return cue;
    const filler = marks.to('unitFiller', at);
    if (filler >= 0) at = filler;
    else if (marks.text.charAt(at - 1) === ' ') at -= 1;
    else return null;
  }
  return null;
}

const before = {
  exclude: 'exclude',
  notified: 'notified',
  leadLabel: 'lead',
  call: 'call',
} as const;

/** “市监说要先消防”: what others say is needed is no summons. */
const reported = /^[说讲称又](?:要|让|叫|需|需要)$/;

function longestTo(marks: Marks, end: number): Cue {
  let best: Cue = null;
  let reach = end;
  for (const role of Object.keys(before) as (keyof typeof before)[]) {
    const start = marks.to(role, end);
    if (start < 0 || start >= reach) continue;
    if (role === 'call' && reported.test(marks.text.slice(Math.max(0, start - 1), end))) continue;
    [reach, best] = [start, before[role]];
  }
  return best;
}

/** What is said to or of a unit right after its name. */
export function cueAfter(marks: Marks, end: number): Cue {
  let at = end;
  let asked = false;
  for (let step = 0; step < 8; step += 1) {
    const cue = longestFrom(marks, at);
    if (cue) return cue;
    const filler = marks.from('unitFiller', at);
    if (filler >= 0) at = filler;
    else if (' 请'.includes(marks.text.charAt(at) || '-')) {
      asked ||= marks.text.charAt(at) === '请';
      at += 1;
    } else return asked && !marks.orgs.some((one) => one.start === at) ? 'call' : null;
  }
  return null;
}

const after = {
  excludeAfter: 'exclude',
  retract: 'exclude',
  past: 'past',
  onSite: 'onSite',
  lead: 'lead',
  callAfter: 'call',
} as const;

/** “环保局管排污” says whose duty it is; 管一下, 管管 and 管起来 ask for something. */
const duty = /管(?![一管起好理住到下,，、。;!?\s]|$)/y;

/** “119已报”: told already, and called all the same; “派出所已通知业主” tells of somebody else. */
const told = /已经?(?:报|打|叫|喊|拨|拨打|通知|联系)了?(?=[\s,，、。;!?)]|$)/y;

function longestFrom(marks: Marks, start: number): Cue {
  told.lastIndex = start;
  if (told.test(marks.text)) return 'call';
  duty.lastIndex = start;
  if (duty.test(marks.text)) return 'past';
  let best: Cue = null;
  let reach = start;
  for (const role of Object.keys(after) as (keyof typeof after)[]) {
    const end = marks.from(role, start);
    if (end > reach) [reach, best] = [end, after[role]];
  }
  // 城管处理了两次, 城管来贴过条: what was done is no summons.
  if (best !== 'call' && best !== 'lead') return best;
  return marks.from('aspect', reach) >
    (/^(?:[封份户场]|过[来去])/.test(marks.text.slice(reach, reach + 2)) ? reach + 1 : 0) ||
    tellsPast(marks, reach)
    ? 'past'
    : best;
}

const past =
  /(?<![超通经路难])过(?![去来不道路期])|(?<!一)[次趟回](?!头|复)|没用|不管用|没解决|没结果|无果|没效果/;

function tellsPast(marks: Marks, start: number): boolean {
  const last = Math.min(marks.text.length, start + 60);
  let end = start;
  while (end < last && marks.clause[end] === marks.clause[start]) end += 1;
  return past.test(marks.text.slice(start, end));
}
