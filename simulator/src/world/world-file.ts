import { readFileSync } from 'node:fs';
import { isJson, listOf, objectOf, parseJson, textOf, textsOf, type Json } from '../wire/json.ts';
import type { Member } from './model.ts';

export interface WorldGroup {
  readonly name: string;
  readonly members: readonly string[];
  readonly bot: boolean;
}
export interface OpeningLine {
  readonly group: string;
  readonly from: string;
  readonly text: string;
}

/** Who and what there is before anybody has said a word. */
export interface WorldFile {
  readonly corp: string;
  readonly bot: string;
  readonly app: string;
  readonly members: readonly Member[];
  readonly groups: readonly WorldGroup[];
  readonly phones: readonly string[];
  readonly opening: readonly OpeningLine[];
  /** Steps for the page's help, if the file has any. */
  readonly story: readonly Json[];
}

/** Reads a world file; throws one error that names every fault in it. */
export function readWorldFile(file: string): WorldFile {
  const json = parseJson(readFileSync(file, 'utf8'));
  if (!json) throw new Error(`${file} is not a JSON object`);
  const world = toWorld(json);
  const faults = faultsOf(world);
  if (faults.length > 0) throw new Error(`${file}: ${faults.join('; ')}`);
  return world;
}

function toWorld(json: Json): WorldFile {
  const name = (field: string, or: string) => textOf(objectOf(json, field) ?? {}, 'name') || or;
  return {
    corp: name('corp', '演示单位'),
    bot: name('bot', '机器人'),
    app: name('app', '工作台'),
    members: listOf(json, 'members').map((one) => ({
      userid: textOf(one, 'userid'),
      name: textOf(one, 'name'),
      unit: textOf(one, 'unit'),
      title: textOf(one, 'title'),
    })),
    groups: listOf(json, 'groups').map((one) => ({
      name: textOf(one, 'name'),
      members: textsOf(one, 'members'),
      bot: one.bot !== false,
    })),
    phones: textsOf(json, 'phones'),
    opening: listOf(json, 'opening').map((one) => ({
      group: textOf(one, 'group'),
      from: textOf(one, 'from'),
      text: textOf(one, 'text'),
    })),
    story: Array.isArray(json.story) ? json.story.filter(isJson) : [],
  };
}

function faultsOf(world: WorldFile): string[] {
  const known = new Set(world.members.map((one) => one.userid));
  const names = new Map(world.groups.map((one) => [one.name, one]));
  const strangers = (where: string, userids: readonly string[]) =>
    userids.filter((one) => !known.has(one)).map((one) => `${where}: no member ${one}`);
  return [
    ...(known.size === 0 ? ['no members'] : []),
    ...(known.size < world.members.length ? ['a userid stands twice'] : []),
    ...(names.size < world.groups.length ? ['a group name stands twice'] : []),
    ...world.members
      .filter((one) => !/^[\w\-@.]{1,64}$/.test(one.userid) || one.name === '')
      .map((one) => `member "${one.userid}" needs a userid and a name`),
    ...world.groups.flatMap((one) => strangers(`group ${one.name}`, one.members)),
    ...strangers('phones', world.phones),
    ...world.opening
      .filter((one) => !names.get(one.group)?.members.includes(one.from))
      .map((one) => `opening: ${one.from} is not in group "${one.group}"`),
  ];
}
