import type { WhistleKind } from '../../domain/names.ts';
import type { Fact, Statement } from '../../domain/rule-book.ts';

/** Who has tried and cannot go on alone: a counter or an alliance has no street's powers to speak of (S14–S17). */
export const whoTried = {
  street: '街道',
  community: '社区',
  service: '窗口',
  alliance: '联盟',
  project: '本单位',
} as const satisfies Record<WhistleKind, string>;

/** The one question asked for each missing fact, with an answer to imitate, in the words of the whistle's kind. */
export const questionWords = (asked: Fact | Statement, kind: WhistleKind): string =>
  ofKind[kind]?.[asked] ?? missingWords[asked];

const ofKind: Readonly<Partial<Record<WhistleKind, Partial<Record<Fact | Statement, string>>>>> = {
  service: {
    effort: '还缺先期处置：请回复窗口已做了什么，例如“窗口已协调2次”。',
    beyond: '为什么窗口无法单独解决？请回复一句依据，例如“窗口无权办理，需部门会商”。',
  },
  // The alliance's name would be read as a street's: the examples do without it.
  alliance: {
    effort: '还缺先期处置：请回复联盟已做了什么，例如“已协调2次”。',
    beyond: '为什么联盟无法单独解决？请回复一句依据，例如“没有施工力量，无法单独解决”。',
  },
  project: {
    effort: '还缺先期处置：请回复本单位已做了什么，例如“已协调3次”。',
    beyond: '为什么本单位无法单独解决？请回复一句依据，例如“本单位没有执法权”。',
  },
};

/** As a street is asked. */
export const missingWords = {
  street: '还缺街道：请回复属哪个街道，例如“联盟街道”。',
  place: '还缺地点：请回复具体位置，例如“万宏路与联盟路口东侧”。',
  matter: '还缺事项：请回复是什么问题，例如“路灯不亮”。',
  departments: '还缺部门：请回复请谁来，例如“请城管、交警”。',
  effort: '还缺先期处置：请回复街道已做了什么，例如“已劝离3次，走了又来”。',
  concern: '群众反映强烈吗？请回复一句依据，例如“本月接到居民投诉6次”。',
  beyond: '为什么街道无法单独解决？请回复一句依据，例如“街道没有执法权，劝离后反复”。',
} as const satisfies Record<Fact | Statement, string>;

/** How a draft is changed. */
export const editWords =
  '请直接回复要改的内容，例如“地点改成万宏路12号门口”“再加上消防”“不用叫公安”。';

/** The two statements as 确认吹哨 makes them (S23). */
export const statementName = (statement: Statement, kind: WhistleKind): string =>
  statement === 'concern' ? '群众反映强烈' : `${whoTried[kind]}无法单独解决`;
