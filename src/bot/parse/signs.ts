import type { Findings } from './findings.ts';
import type { Marks } from './marks.ts';

/** 吹哨报到培训, 吹哨数据: spoken about, not blown. */
const spokenAbout =
  /^(?:报到)?(?:专员|联络员|工作|培训|流程|制度|机制|系统|平台|小程序|机器人|群|数据|情况|统计|台账|考核|例会|学习|办法|方案|手册|业务|改革|通报|材料|总结|经验|会议)/;

/** 吹哨 is said, of something that is to be blown now. */
export function blowsNow(marks: Marks): boolean {
  return marks.all('blow').some(({ end }) => !spokenAbout.test(marks.text.slice(end, end + 6)));
}

/** A matter is stated in so many words. */
export function stated({ hits }: Findings): boolean {
  return hits.some((one) => one.matter >= 0 && !one.weak);
}

/** “快来！！紧急” and nothing else. */
export function onlyPlea(marks: Marks): boolean {
  if (marks.text.replace(/[\s,，。!！?？]/g, '').length > 14) return false;
  return marks.all('plea').length > 0 && /快|急|赶紧|马上/.test(marks.text);
}

export function has(marks: Marks, role: Parameters<Marks['all']>[0]): boolean {
  return marks.all(role).length > 0;
}
