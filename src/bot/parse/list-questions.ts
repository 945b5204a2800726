import type { OrgCode } from '../../domain/names.ts';
import type { Intent } from '../../domain/reading.ts';
import type { Marks } from './marks.ts';
import { leftmostLongest, type Span } from './spans.ts';

/** Longer messages tell of something; a question of a list is short. */
const longest = 30;

/** Questions about lists of the rule book: duties, projects, shared resources, admission of work (S17, S51, S57, S60). */
export function readListQuestion(marks: Marks): Intent | null {
  const admission = readAdmission(marks);
  if (admission) return admission;
  if (marks.text.length > longest || marks.text.includes('\n')) return null;
  return readDuties(marks) ?? readProject(marks) ?? readResources(marks);
}

/** `准入 拓东街道 …`: a department wants a street to work. What follows the street is the work. */
function readAdmission({ text, script, streets }: Marks): Intent | null {
  const head =
    /^\s*(?:我们|我局|我单位)?(?:申请准入|准入申请|准入)(?=$|[\s:：,，])[\s:：,，]*/.exec(text);
  if (!head) return null;
  const start = head[0].length;
  const street = leftmostLongest(streets).find((one) => one.start <= start + 4) ?? null;
  const from = street ? street.end : start;
  const work = script.raw
    .slice(script.at[from])
    .replace(/^[\s:：,，]+/, '')
    .trim();
  return { type: 'request-admission', street: street?.code ?? null, text: work };
}

const dutyList =
  /^(?:请|查|看|询|问|一下|的|[\s:：,，])*(?:街道)?的?(?:基本|配合)?(?:履职事项清单|履行职责事项清单|履职清单|职责清单|赋权清单|责任清单|权责清单|事项清单|职责事项|职责有哪些|职责是什么|有哪些职责|有什么职责|本职有哪些|管哪些事|管些什么)(?:有哪些|是什么|有什么|内容|的|[\s:：,，?!。])*$/;

function readDuties(marks: Marks): Intent | null {
  const named = leftmostLongest([...marks.streets, ...marks.orgs]);
  const org = named[0] ?? null;
  return dutyList.test(without(marks.text, org))
    ? { type: 'ask-duties', org: org?.code ?? null }
    : null;
}

const projectAsked =
  /^(?:查|看|请问|[\s])*项目(?:进展|进度|情况|清单|页|列表)?(?=$|[\s:：,，?])[\s:：,，?]*|项目.{0,3}(?:进展|进度|到哪一步了|到哪了|怎么样了|情况)(?:如何|怎么样|怎样)?[?。\s]*$/;

function readProject({ text, projects, orgs, streets }: Marks): Intent | null {
  const project = leftmostLongest(projects)[0] ?? null;
  const asked = projectAsked.test(text) && orgs.length + streets.length === 0;
  return asked ? { type: 'ask-project', project: project?.code ?? null } : null;
}

const resources =
  /^(?:请问|查|看|[\s])*(?:(?:我们)?(?:联盟|党建联盟|共享|共建)的?(?:有什么|有哪些)?(?:共享)?资源(?:清单|列表|有哪些|有什么)?|资源清单|(?:有|还有)?(?:什么|哪些)(?:联盟|共享)?资源|资源(?=[\s:：,，?。]|$))[\s:：,，?。]*(.{0,12}?)[?。\s]*$/;
/** “停车资源” and nothing else; 自然资源 is a department's. */
const resourcesOf =
  /^(?!自然|人力|浪费|占用)(\p{Script=Han}{2,4}?)的?资源(?:有吗|有哪些|有没有|清单)?[?。\s]*$/u;
const whoHas =
  /^(?:请问)?(?:谁家?|哪家|哪个单位|哪家单位|哪里|哪个联盟单位)(?:那里|那儿)?(?:能|可以|可)?(?:有|借|提供|出借|借到)(?!权|空|责|时间|办法|人|事|没)([^管理负责办哨]{2,12}?)(?:吗|呢|可以借|能借|可借|可用|借|用)*[?。\s]*$/;

function readResources({ text }: Marks): Intent | null {
  const found = resources.exec(text) ?? resourcesOf.exec(text) ?? whoHas.exec(text);
  return found ? { type: 'ask-resources', text: (found[1] ?? '').trim() } : null;
}

/** The text without a unit's name. */
function without(text: string, name: Span | null): string {
  return name ? text.slice(0, name.start) + text.slice(name.end) : text;
}

/** The unit a question is about: the first that is named. */
export function unitAsked(
  units: readonly (Span & { readonly code: OrgCode })[],
  streets: readonly (Span & { readonly code: OrgCode })[],
): OrgCode | null {
  return units[0]?.code ?? streets[0]?.code ?? null;
}
