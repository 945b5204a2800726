import { categoryNames, type WhistleKind } from '../domain/names.ts';
import type { Refusal } from '../domain/decision.ts';
import { shortNumber as digits } from '../domain/number.ts';
import { formatLocal } from '../domain/local-time.ts';
import type { Fact, Statement } from '../domain/rule-book.ts';
import { questionWords } from './cards/question.ts';
import type { Whistle } from '../domain/whistle.ts';
import { clip } from '../domain/clip.ts';
import { masked } from './cards/frame.ts';
import { stepWords, workWords } from './step-words.ts';

/** The sentence for an expected “no”: what is wrong, and what to do instead. Polite, short. */
export function refusalText(
  refusal: Refusal,
  {
    kind = 'street',
    number = null,
    category,
  }: Partial<Pick<Whistle, 'kind' | 'number' | 'category'>> = {},
): string {
  switch (refusal.code) {
    case 'not-a-member':
      return `您还没有登记在规则手册里，暂时不能使用。请联系${refusal.ask}办理登记。`;
    case 'unknown-whistle':
      return refusal.number === null
        ? '没有找到这张哨单。请发“我的哨”查看编号。'
        : `没有找到编号“${refusal.number}”的哨单。请发“我的哨”查看编号。`;
    case 'which-whistle':
      if (refusal.verb !== undefined && refusal.numbers.length > 0)
        return `请带编号：${refusal.verb} ${refusal.numbers.slice(0, MOST).map(digits).join(' / ')}。`;
      return refusal.numbers.length === 0
        ? '您有不止一件待办，请在对应的卡片上点按钮。'
        : `请带上编号再发一次，您现在有：${few(refusal.numbers)}。`;
    case 'stays-urgent':
      return '这件事属于紧急事项，按紧急哨办理，没有改。确无险情的，请发“取消”；派出后可请指挥中心更正类别。';
    case 'not-there':
      return notThere(refusal);
    case 'whose-contact':
      return whoseContact(refusal.numbers);
    case 'no-open-whistle':
      return '您现在没有可以这样办理的哨单。请发“我的哨”查看。';
    case 'which-draft':
      return whichDraft(refusal);
    case 'no-open-draft':
      if (refusal.likely) return stepWords(refusal.likely, refusal.number ?? null);
      if (refusal.atWork && refusal.number) return workWords(refusal.number);
      return '没有看懂。要吹哨，请写清地点、事项和请谁来，例如“吹哨 万宏路菜市场门口占道经营，已劝离3次，请城管、市监”。发“帮助”看全部用法。';
    case 'nothing-new':
      return refusal.asked === 'matter' && category === 'emergency'
        ? '没有对上清单里的险情。请点最接近的一项，或回复“都不是”，照原话派出。'
        : nothingNewText(refusal.asked, kind);
    case 'nothing-to-amend':
      return `没有看出要改什么。可以这样说：“更正 ${refusal.number} 地点改为…”“补充 ${refusal.number} 一句话”“更正 ${refusal.number} 加上消防大队”“更正 ${refusal.number} 不用叫市场监管局”。`;
    case 'checked-in':
      return `${refusal.org}已经报到，不能再撤。请直接与其商量，不需要再办的，请其发“办结”。`;
    case 'may-not-blow':
      return `${refusal.org}不是吹哨单位。如需街道协助，请联系指挥中心。`;
    case 'not-their-kind':
      return `${refusal.kind}不由${refusal.org}提请，没有生效。现在可以用：${refusal.instead.join('、')}。`;
    case 'needs-admission':
      return `${refusal.org}请街道协助，须先经领导小组办公室准入。请写明街道、事项、依据，例如“${admissionWords}”。`;
    case 'needs-statement':
      return questionWords(refusal.statement, kind);
    case 'may-only-pass-up':
      return `${refusal.org}不能直接吹哨，请点“上报”或“就地解决”。`;
    case 'top-level':
      return '已经在街道一级，不能再上报。请点“受理”，或发“就地解决 一句话”。';
    case 'nothing-to-report':
      return '没有看懂。请用一句话说明在哪里、什么事，也可以先发照片。有危险请先拨打 119/110/120。';
    case 'too-many-photos':
      return `一张哨单最多附 ${String(refusal.most)} 个照片或文件，这次的没有附上。需要时请直接发给报到的部门。`;
    case 'not-open-here':
      return refusal.kind === undefined
        ? `${refusal.org}还没有开通吹哨，正在分批推广。如有急事，请联系指挥中心；有危险请先拨打 119/110/120。`
        : kindNotOpen(refusal.org, refusal.kind, refusal.instead ?? []);
    case 'incomplete':
      return incompleteText(refusal.missing, kind);
    case 'not-yours':
      return `这一步由${refusal.allowed}办理，您这次没有生效。如需推进，请联系对方。`;
    case 'not-summoned':
      if (refusal.informed)
        return `这张哨单只知会贵单位，不需要报到，请知悉即可。要看情况，请发“查哨${number === null ? '' : ` ${digits(number)}`}”。`;
      return '这张哨单没有请贵单位报到，您这次没有生效。如需参与，请联系吹哨单位。';
    case 'not-invited':
      return `这次请的是${refusal.org}和所在街道的党员、志愿者，谢谢您的热心；您所在社区吹哨时会通知您，请留意。`;
    case 'too-early':
      return `请先完成“${refusal.step}”，再办这一步。`;
    case 'too-late':
      return `这张哨单现在是“${refusal.state}”，这一步已不能再办。请发“${number === null ? '我的哨' : `查哨 ${digits(number)}`}”看最新情况。`;
    case 'before-its-time':
      return `活动定在 ${formatLocal(refusal.at)}，还没有到时间，没有办结。不办了请发“撤哨 ${refusal.number} 理由”；已提前办完，请发“办结 ${refusal.number} 一句话”。`;
    case 'needs-sentence':
      return `请用一句话说明，例如“${refusal.words}${resultOf(refusal.words)}”。`;
    case 'needs-reason':
      return `请写明理由，例如“${refusal.words}情况有变，已另行安排”。`;
    case 'bad-scores':
      return `每项请打 1 到 5 分，例如“${refusal.words}”。`;
    case 'already-rated':
      return `${refusal.org}已经评价过，评分不能再改。要补理由，请发“${refusal.words}”。`;
    case 'which-department':
      return `请写明评价哪个部门（${few(refusal.names)}），例如“${refusal.words}”。`;
    case 'only-in-group':
      return '请在要绑定的工作群里 @我 说“绑定 单位名”。';
    case 'unknown-unit':
      return refusal.unit === ''
        ? '请写明单位，例如“绑定 城管局”。'
        : `没有找到单位“${refusal.unit}”。请用规则手册里的简称，例如“绑定 城管局”。`;
    case 'not-your-unit':
      return `${refusal.unit}的群由${refusal.unit}或指挥中心的人绑定、解绑，请联系他们 @我 办理。`;
    case 'group-taken':
      return `本群已绑定${refusal.unit}。请先由${refusal.unit}或指挥中心的人 @我 说“解绑”。`;
    case 'not-bound':
      return '本群没有绑定任何单位。要绑定，请 @我 说“绑定 单位名”。';
    case 'no-admission-needed':
      return `${refusal.org}不需要准入。要吹哨，请直接发一句话：地点、事项、请谁来。`;
    case 'needs-request':
      return `请写明事项和依据，例如“${admissionWords}”。`;
    case 'unknown-street':
      return `没有找到这个街道。请写街道名称，例如“${admissionWords}”。`;
    case 'already-asked':
      return `同样的申请（${refusal.street}）正在等领导小组办公室审批，无需重复。请稍候，结果会告诉您。`;
    case 'already-decided':
      return `这个准入申请${refusal.state}，不能再改。如需调整，请直接联系申请单位。`;
    case 'same-matter':
      return refusal.anyway
        ? `这件事可能与 ${refusal.number} 相同。请发“合并 ${digits(refusal.number)}”并入，或发“仍然吹哨”。`
        : `这件事与 ${refusal.number} 相同，不能重复吹哨。请发“合并 ${digits(refusal.number)}”并入；不是同一件事，请修改地点或事项。`;
    case 'no-candidate':
      return '没有找到同类的哨单。无误请点“确认吹哨”。';
    case 'not-same':
      return `${refusal.number} 与这件事的事项、地点对不上，不能合并。请核对编号；确需合并请联系指挥中心。`;
    case 'merge-itself':
      return `${refusal.number} 不能并入自己。请写两个不同的编号，前一张并入后一张，例如“并哨 0008 到 0007”；草稿并入它，请发“合并 ${digits(refusal.number)}”。`;
    case 'merge-apart':
      return mergeApart(refusal);
    case 'others-matter':
      return `${refusal.number} 还并有${few(refusal.names)}的同类诉求，没有撤。请与其商量；其认为不是同一件事的，请其在并哨卡片上点“不是同一件事”，再撤。`;
    case 'not-running':
      return `${refusal.number} 现在是“${refusal.state}”，不能再并入。仍未解决的，请发“二次吹哨”；是新问题，请发“仍然吹哨”。`;
    case 'not-callable':
      return `${few(refusal.names)}不在这类哨单可请之列。请改请部门，例如“${refusal.words}”。`;
    case 'nobody-left':
      return `这样就没有单位来办了。请说明改请谁，例如“更正 ${refusal.number} 不用叫城管局，加上住建局”；不用办了请发“撤哨 ${refusal.number} 理由”。`;
    case 'held-back':
      return '这张哨单被退回，还不能派出。请先回复要补充的内容，或发“修改”；不办了请发“取消”。';
    case 'dispute-by-hand':
      return `退哨由指挥中心协调，还不能在这里裁定。请先签收，发“进展 ${refusal.number} 不属我局职责的依据”告知吹哨人，并联系指挥中心。`;
    case 'extension-by-hand':
      return `延期要吹哨的街道同意，还不能在这里办理。请先发“进展 ${refusal.number} 原因和预计办结的日子”，并联系吹哨人商定。`;
  }
}

/** The first fact that is missing is asked for like on the card: one thing at a time. */
function incompleteText([first]: readonly Fact[], kind: WhistleKind): string {
  return first === undefined ? '还缺一项，请发“修改”查看。' : questionWords(first, kind);
}

/** What was asked is asked again; a problem no list knows has a way out. */
function nothingNewText(asked: Fact | Statement | null, kind: WhistleKind): string {
  if (asked === null)
    return '没有看出要改什么，草稿还在：无误请点“确认吹哨”；要改请说，例如“地点改成…”“再加上消防”“不用叫公安”。';
  if (asked === 'matter')
    return '责任清单里没有对上。请换个说法，例如“路灯不亮”；清单里没有的，请回复“都不是”。';
  const question = questionWords(asked, kind);
  return asked === 'concern' || asked === 'beyond' || asked === 'effort'
    ? `${question}不吹了请发“取消”，看用法请发“帮助”。`
    : question;
}

/** What a sentence may look like, by the verb it belongs to. */
const resultOf = (words: string): string =>
  words.startsWith('评价')
    ? '到场快，办法多'
    : words.startsWith('时长')
      ? '共清理20米，用时2小时'
      : words.startsWith('进展')
        ? '已到现场，正在处置'
        : '已处置完毕，现场恢复正常';

const MOST = 4;

/** The first of a list, and how many there are. */
const few = (list: readonly string[]): string =>
  list.length <= MOST
    ? list.join('、')
    : `${list.slice(0, MOST).join('、')}等 ${String(list.length)} 个`;

const draftVerbs = {
  confirm: '确认',
  cancel: '取消',
  approve: '同意',
  disapprove: '不同意',
} as const;
const ofLeader = (verb: keyof typeof draftVerbs): boolean =>
  verb === 'approve' || verb === 'disapprove';
const MOST_DRAFTS = 3;

/** Several drafts, each by what it is about; the words that choose one. */
function whichDraft({ verb, drafts }: Extract<Refusal, { code: 'which-draft' }>): string {
  const word = draftVerbs[verb];
  const shown = drafts.slice(0, MOST_DRAFTS);
  const lines = shown.map(({ nth, matter, place }) => {
    const where = place === null ? '地点待定' : clip(masked(place), 10);
    return `${String(nth)} ${matter === null ? '事项待定' : clip(matter, 8)}（${where}）`;
  });
  const more = drafts.length > shown.length ? `等 ${String(drafts.length)} 件` : '';
  const [first, second] = shown.map(({ nth }) => `“${word} ${String(nth)}”`);
  const which = second === undefined ? (first ?? '') : `${first ?? ''}或${second}`;
  const all = verb === 'cancel' && second !== undefined ? '，全不要请发“取消 全部”' : '';
  return `${ofLeader(verb) ? '待审批的有' : '您有草稿'}：${lines.join('；')}${more}。请回复${which}${all}。`;
}

/** Others read along: what the drafts are about is told to their blower alone. */
export const whichDraftAlone = ({
  verb,
  drafts,
}: Extract<Refusal, { code: 'which-draft' }>): string =>
  `您有 ${String(drafts.length)} 件${ofLeader(verb) ? '待审批' : '草稿'}。请单独发消息给我说“${draftVerbs[verb]}”，我列出来给您选。`;

/** Both, so that one can be told from the other, whoever would not come any more, and the words that carry it out. */
function mergeApart({ from, into, dropped }: Extract<Refusal, { code: 'merge-apart' }>): string {
  const one = ({ category, street, matter, place }: typeof from) =>
    `${categoryNames[category]} ${street ?? ''} ${clip(matter ?? '事项待定', 6)}（${place === null ? '地点待定' : clip(masked(place), 7)}）`;
  const [first] = dropped;
  const more = dropped.length > 1 ? `等${String(dropped.length)}家` : '';
  const lost = first === undefined ? '' : `${clip(first, 6)}${more}将不再来。`;
  return `还没有并：${one(from)}，并入${one(into)}。${lost}确要并请发“并哨 ${from.number} ${into.number} 确认”。`;
}

/** Others read along: what the two are about is told alone. */
export const mergeApartAlone =
  '还没有并：这两张哨单不像同一件事。请单独发消息给我说同样的话，我列出来请您核对。';

/** Where a place is told that none of the speaker's whistles has: what they have. */
function notThere({ verb, numbers }: Extract<Refusal, { code: 'not-there' }>): string {
  const [known] = numbers;
  const where = `您说的地点没有在办的哨单，没有${verb === 'urge' ? '催办' : '撤哨'}。`;
  if (known === undefined) return `${where}请发“我的哨”查看。`;
  const again = verb === 'urge' ? `催办 ${digits(known)}` : `撤哨 ${digits(known)} 理由`;
  return `${where}您现在有：${few(numbers)}。请带编号再发一次，例如“${again}”。`;
}

/** What waits for its leader has no number yet: its contact can only be told once it has. */
function whoseContact(numbers: readonly string[]): string {
  const [first] = numbers;
  return first === undefined
    ? '还没有记下：您提请的几件都在等审批，分不清是哪一件的联系人。请等派出有了编号，再发“补充 编号 联系人 电话”。'
    : `还没有记下：请说明是哪一件的联系人，例如“补充 ${digits(first)} 联系人 姓名 电话”。您在办的有：${few(numbers)}。`;
}

/** A kind that is tried out elsewhere first, and what can be used meanwhile (S05). */
function kindNotOpen(org: string, kind: string, instead: readonly string[]): string {
  const now =
    instead.length === 0 ? '如有急事，请联系指挥中心。' : `现在请用：${instead.join('、')}。`;
  return `${kind}还没有对${org}开通，正在分批推广。${now}`;
}
/** How a department asks, with something to imitate (S60). */
const admissionWords = '准入 拓东街道 协助核查住户信息 依据区政府办〔2026〕3号';

export const noDraftText = '您现在没有待确认的草稿。已提请的哨单，请发“我的哨”查看。';

/** To somebody who only cries for help: what is needed to call the departments. */
export const cryText =
  '请马上回复在哪里、出了什么事，例如“白塔路口燃气泄漏”，确认后立即通知各部门值班员。';

/** What its writer still has to be told about, after a whole new sentence came. */
export const besideText = {
  cry: `刚才的呼救还没有派出，${cryText}`,
  draft:
    '这是另一件，已另起草稿。前一件还没有补全，没有派出：这件确认或取消后，请接着回复它缺的内容。',
} as const;

export const newDangerText =
  '已记在刚才那件草稿里。如果是新的险情，请先拨打 119/110/120，再发一句话：在哪里、出了什么事。';

/** In a group, about what is told to people alone (domain 5.12): what became of it, and nothing else. */
export function aloneText(what: 'recorded' | 'repeated' | 'refused'): string {
  switch (what) {
    case 'recorded':
      return '已记录。详情单独发给您，这件事不在群里说。';
    case 'repeated':
      return '这一步已经办过，没有重复记录。以后请单独发消息给我，这件事不在群里说。';
    case 'refused':
      return '没有办成。这件事不在群里说，请把同样的话单独发给我。';
  }
}

export const mergeWords =
  '要并哨，请写两个编号，前一张并入后一张，例如“并哨 0008 到 0007”；草稿要并入已派出的哨单，请在草稿还没有确认时发“合并 编号”。';

export const busyText = '正忙，请再点一次。';

/** The first words of a day’s first visit (protocol 5.3): short, the whole help is one word away. */
export const welcomeText =
  '您好。直接发一句话即可吹哨：地点、事项、请谁来。发“帮助”看全部用法。有人员伤亡或险情，请先拨打 119/110/120。';

export const helpText = [
  '**哨响：一句话吹哨**',
  '- 吹哨：直接发一句话，写清地点、事项、请谁来，例如“万宏路菜市场门口占道经营，已劝离3次，请城管、市监”',
  '- 五类哨：开头写“社区吹哨”“政务吹哨”“党建联盟吹哨”“项目吹哨”，不写即街道吹哨',
  '- 报到：点卡片按钮，或发“签收 / 报到 / 到场 编号”',
  '- 反馈：发“进展 编号 一句话”“办结 编号 一句话”',
  '- 查询：发“查哨 编号”“我的哨”“待报到”“统计 本周”',
  '- 职责：发“谁管油烟”“职责清单”“赋权清单”；部门请街道协助，先发“准入 街道 事项 依据”',
  '- 街道：发“催办 编号”“撤哨 编号 理由”“评价 编号 单位 5 4 5”',
  '- 更正：发“更正 编号 地点改为…”“补充 编号 一句话”“更正 编号 加上消防大队”',
  '- 询问：发“今天谁值班”“为什么找我”',
  '- 楼栋、庭院、街巷长、小巷管家：发一句话或照片即可上报；收到的请点“受理 / 上报 / 就地解决”',
  '- 照片、位置：先发后发都可以，会附到哨单上',
  '- 工作群：@我 说“绑定 单位名”“解绑”',
  '有人员伤亡或险情，请先拨打 119/110/120。',
].join('\n');
