import { clip } from '../../domain/clip.ts';
import type { Directory } from '../../domain/directory.ts';
import type { Category, MatterCode, OrgCode } from '../../domain/names.ts';
import type { CalledDepartment, Reading } from '../../domain/reading.ts';
import { categoryCalled, fieldNamed } from './field-named.ts';
import { isHome } from './set-apart.ts';

/** What a sentence about a whistle that is out asks to be changed. */
export interface Correction {
  readonly place: string | null;
  /** Replaces what was there. */
  readonly effort: string | null;
  /** Is added to what was there. */
  readonly supplement: string | null;
  readonly lead: OrgCode | null;
  readonly category: Category | null;
  readonly matter: MatterCode | null;
  readonly added: readonly CalledDepartment[];
  readonly removed: readonly OrgCode[];
}

/**
 * Reads what is to change: a field that is named (“地点改为…”, “主办改为…”) by its own words, departments that are
 * called or sent away, and words after 补充 as a supplement.
 */
export function correctionOf({ text, facts, intent }: Reading, directory: Directory): Correction {
  const words = withoutHead(text, 'number' in intent && intent.number !== null);
  const named = fieldNamed(words);
  const lead =
    leadNamed(words, directory) ?? facts.departments.find((one) => one.role === 'lead')?.org;
  const category = categoryNamed(words);
  // “加上金星社区” calls somebody, and does not say where it is; nor does a resident's door.
  const calls = /^再?(?:加上|加叫|增加|叫上|请)/u.test(words) && !/地点|位置|地址/u.test(words);
  const meant = named || calls || isHome(facts.place) ? null : facts.place;
  const place = named?.field === 'place' ? named.value : meant;
  const added = named ? [] : facts.departments.filter(({ org }) => org !== lead);
  const removed = named ? [] : facts.excluded.filter((org) => org !== lead);
  const found = { lead: lead ?? null, category, place, added, removed };
  const matter =
    named || found.lead !== null || category !== null ? null : matterNamed(words, facts.matter);
  const effort = named?.field === 'effort' ? named.value : null;
  const isOther =
    matter !== null ||
    effort !== null ||
    place !== null ||
    category !== null ||
    lead !== undefined ||
    added.length > 0 ||
    removed.length > 0;
  const supplement =
    isOther && !supplementary.test(text) ? null : supplementOf(text, words, isOther);
  return { ...found, matter, effort, supplement };
}

const head = /^[\s@]*(?:请|把|将)*(?:更正|纠正|修正|补充|补单)?一?下?[\s:：，,]*/u;
const number =
  /^(?:编号|第|#)?\s*(?:[A-Z]{2,4}-)?(?:\d{8}-)?\d{1,4}(?:号哨|号|哨)?(?=[\s:：，,\p{Script=Han}]|$)[\s:：，,]*/iu;
const supplementary = /^[\s\S]{0,24}?(?:补充|补单)/u;

/** The words after 更正 and the number, in either order. */
const withoutHead = (text: string, isNumbered: boolean): string =>
  (isNumbered ? text.replace(head, '').replace(number, '') : text).replace(head, '').trim();

/** 补充 with words that change nothing else; together with another change the words are already told by it. */
function supplementOf(text: string, words: string, isOther: boolean): string | null {
  if (isOther || !supplementary.test(text)) return null;
  return words === '' ? null : clip(words, 200);
}

const becomes =
  '(?:单位|部门)?(?:应该是|应当是|应为|改为|改成|改由|换成|换为|变更为|调整为|是|为|由|[:：\\s])+';
const leadLabel = new RegExp(`主办${becomes}\\s*(?<name>[^\\s,，。；;、]{2,20})`, 'u');

function leadNamed(words: string, directory: Directory): OrgCode | null {
  const name = leadLabel.exec(words)?.groups?.['name'];
  if (name === undefined) return null;
  // “改为住建局负责”: the name is the longest beginning that somebody bears.
  for (let end = name.length; end >= 2; end -= 1) {
    const org = directory.orgByName(name.slice(0, end));
    if (org) return org.code;
  }
  return null;
}

function categoryNamed(words: string): Category | null {
  const said =
    /(?:改为|改成|应为|应该是|调整为|降为|升为|类别\S{0,4}?)\s*(日常|攻坚|紧急)哨?/u.exec(
      words,
    )?.[1];
  return categoryCalled(said);
}

/** Only where the matter itself is corrected: a supplement may mention whatever it likes. */
const matterNamed = (words: string, matter: MatterCode | null): MatterCode | null =>
  /^(?:事项|事由|问题)/u.test(words) ? matter : null;
