import type { Fact, Statement } from '../../domain/rule-book.ts';

/** The one question asked for each missing fact, with an answer to imitate. */
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
export const statementNames = {
  concern: '群众反映强烈',
  beyond: '街道无法单独解决',
} as const satisfies Record<Statement, string>;
