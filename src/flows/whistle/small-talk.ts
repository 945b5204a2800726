/**
 * What is said to the bot or to nobody and gives no fact, whatever was asked: a question, a greeting, thanks, chatter, a
 * command gone wrong. A sentence that only might be one is none: its writer knows what was asked.
 */
export function isSmallTalk(text: string): boolean {
  const said = text.normalize('NFKC').trim();
  return isQuestion(said) || chatter.some((one) => one.test(said)) || isMisspelt(said);
}

/** “没有”, “好的”, a number or a smile gives no fact (S22): nobody blows on an empty ground. */
export const isAnswer = (text: string): boolean =>
  !empty.test(text.trim()) && !beside.test(text.trim());

/** Whether a line can be meant as the ground of a statement (S23): it speaks of people, their trouble, or a limit. */
export const canBeGround = (text: string): boolean =>
  !isSmallTalk(text) && (labelled.test(text) || ground.test(text) || han(text) >= LONG);

const empty =
  /^(?:没|没有|没有了|无|暂无|还没|还没有|没做|没做什么|什么都没做|不知道|不清楚|好|好的|嗯+|哦+|是|是的|对|对的|行|可以|收到|知道了|ok|没问题)?[^\p{L}\p{N}]*$/iu;

/** “1”, “都不是”, “算了别改了”: said of something else than the fact that is asked for. */
const beside =
  /^(?:[\p{N}\s.,，、。]+|(?:以上)?(?:都|全)?不(?:是|对)(?:的|啊|呀)?|(?:算了|先不|不用|不要|别|不)(?:吧|了|改|弄|管|动|报|吹|发|填|写|用|要|别|就|这样|再|说|先|它|啦|[,，\s])*|就这样吧?|等等|等一下|稍等|再说吧?|再等等)[^\p{L}\p{N}]*$/u;

/** Nobody chats to a bot in so many letters when they were asked something. */
const LONG = 12;

const han = (text: string): number => text.match(/\p{Script=Han}/gu)?.length ?? 0;

const labelled =
  /^\s*(?:依据|理由|原因|因为|由于|群众反映|街道|社区)\s*[:：，,是为\p{Script=Han}]/u;

/** Who is troubled, how often, and what stands in the way. */
const ground = new RegExp(
  [
    '居民|群众|业主|住户|商户|商家|企业|家长|老人|学生|孩子|街坊|邻居|市民|村民|租户|摊主|物业|行人|车主|当事人|施工|大家|人大|政协|代表',
    '投诉|反映|举报|意见|不满|热线|12345|上访|信访|来访|电话|媒体|曝光|强烈|抱怨|骂|吵|闹|纠纷|堵|挤|摔|伤|臭|味|漏|淹|塌|危险|安全|隐患|影响|出行|睡',
    '多次|屡|反复|反弹|回潮|长期|一直|经常|每天|天天|年年|夜里|半夜|凌晨|了又|又来|又回|还在|[0-9一二两三四五六七八九十几多]\\s*(?:次|起|件|户|家|人|天|个月|年|回|趟)',
    '执法|权限|职权|职责|无权|没权|授权|处罚|审批|许可|专业|资质|设备|技术|资金|经费|人手|力量|产权|归属|权属|管辖|跨|牵涉|涉及|多部门|部门|单位',
    '不了|不出|不到|不动|不听|不改|不配合|不让|不肯|不愿|不开|不掉|不行|不管|不理|没用|没人|没有|没法|没效果|无法|无效|无人|无力|拒|阻|拦|难|劝|协调|整改|解决|联合',
  ].join('|'),
  'u',
);

const asks =
  /什么|啥|怎么|怎样|咋|谁|哪|几点|几时|何时|多久|多少|为何|干嘛|如何|能不能|可不可以|是不是|有没有|要不要|会不会|行不行/u;
/** “怎么劝都不听”, “没有什么办法”, “居民问什么时候修”: no question of the writer's. */
const asksNobody = new RegExp(
  `(?:${asks.source})\\S{0,10}[都也]|(?:没|没有|不管|无论|不论|不知道?)(?:${asks.source})|(?:问|说|讲|骂|抱怨|质疑|投诉|反映)(?!强烈)\\S{0,3}(?:${asks.source})`,
  'u',
);

function isQuestion(said: string): boolean {
  const whole = said.replace(/[\s。.!！~～…]+$/u, '');
  return /[?？]$|[吗么]$/u.test(whole) || (asks.test(whole) && !asksNobody.test(whole));
}

const chatter: readonly RegExp[] = [
  // 你好呀, 早上好, 在吗, 哈喽
  /^(?:(?:你|您|大家|各位)好|早安|早上好|上午好|中午好|下午好|晚上好|晚安|嗨|哈喽|哈啰|喂|hi|hello)(?:[呀啊哦呢吗哈了\s,，!！]|大家|各位|领导|老师|机器人)*[^\p{L}\p{N}]*$/iu,
  /^(?:谢|多谢|感谢|辛苦|麻烦你|麻烦您|拜托|再见|拜拜|加油)\p{L}{0,8}[^\p{L}\p{N}]*$/u,
  /^[哈呵嘿嘻呃啊嗯哦噢唉额呜嘛喔呀哇嗷\s.。,，!！~～…]+$/u,
  /天气|(?:今天|昨天|明天|外面|最近)[真好太很](?:热|冷|晴|闷|舒服|凉快)/u,
  // 你是谁, 你真聪明, 你会说英语
  /^(?:你|您|机器人|小哨)(?:是|叫|会|能|真|太|挺|很|多|几|懂|傻|笨|聪明|厉害|可爱|烦|在|吃|有病|有毛病)/u,
  /^我(?:先|要|去|想|在|就|也|还|得|正)*(?:吃饭|吃完|下班|上班|睡觉|睡了|回家|回来|请假|休息|喝|玩|逛|看看|试试|测试|无聊|忙|开会)/u,
  /^(?:测试|试一下|试试|测一下|test)[\p{L}\s]{0,4}[^\p{L}\p{N}]*$/iu,
  /(?:周末|节日|生日|新年|中秋|国庆|端午|元旦|春节)快乐|讲(?:个|一个)笑话|恭喜发财/u,
];

const commands: readonly string[] = [
  ...['确认吹哨', '取消吹哨', '同意吹哨', '仍然吹哨', '二次吹哨', '再次吹哨', '我要吹哨'],
  ...['我的哨', '我的哨单', '待报到', '核验通过', '退回重办', '就地解决', '使用帮助', '使用说明'],
];

/** 确认吹梢, 催班 0007: a letter away from a command, or a word with a whistle's number behind it. */
function isMisspelt(said: string): boolean {
  if (/^\p{Script=Han}{1,3}[\s:：]*\d{3,4}$/u.test(said)) return true;
  const words = Array.from(said.replace(/[吧了啊呀哦呢\s\p{P}]+$/u, ''));
  return commands.some((one) => one.length === words.length && differing(one, words) === 1);
}

const differing = (one: string, words: readonly string[]): number =>
  Array.from(one).filter((letter, at) => letter !== words[at]).length;
