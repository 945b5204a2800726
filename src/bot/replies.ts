import type { Directory } from '../domain/directory.ts';
import { categoryNames } from '../domain/names.ts';
import { shortNumber } from '../domain/number.ts';
import { stateName } from '../domain/state-name.ts';
import { isGathering, isRunning, type Whistle } from '../domain/whistle.ts';
import { figuresText } from './figures.ts';
import { newsCard } from './cards/news-card.ts';
import { drillMark, fittingNames, orgName, type Scene } from './cards/frame.ts';
import type { Told } from '../flows/ask/run.ts';
import type { HumanCommand } from '../flows/whistle/command.ts';
import { editWords } from './cards/question.ts';
import { projectsText, resourcesText } from './neighbourhood-replies.ts';
import { queueText } from './queue-text.ts';
import { dutyText, whyText } from './why.ts';
import { refusalText } from './words.ts';
import type { ButtonCard } from '../wecom/card.ts';

/** A question answered: a card for one whistle, lines for many. */
export function askedAnswer(
  told: Told,
  taskId: string,
): { readonly card: ButtonCard } | { readonly text: string } {
  const { directory, now } = told;
  switch (told.type) {
    case 'stranger':
      return { text: strangerText(directory) };
    case 'may-not-see':
      return { text: '您没有查看这张哨单的权限。如有需要，请联系吹哨单位或指挥中心。' };
    case 'unknown':
      return { text: '没有找到这张哨单。请发“我的哨”查看编号。' };
    case 'who':
      return { text: '' };
    case 'which':
      return { text: refusalText({ code: 'which-whistle', numbers: told.numbers }) };
    case 'whistle': {
      const scene: Scene = { whistle: told.whistle, directory, now, taskId };
      const { alone, residents } = told;
      return { card: newsCard(scene, { news: null, org: null, look: { alone, residents } }) };
    }
    case 'list':
      return { text: listText(told) };
    case 'queue':
      return { text: queueText(told) };
    case 'duty':
      return { text: dutyText(told) };
    case 'why':
      return { text: whyText(told) };
    case 'figures':
      return { text: figuresText(told) };
    case 'projects':
      return { text: projectsText(told) };
    case 'resources':
      return { text: resourcesText(told) };
  }
}

/** Whom somebody is sent to whom the rule book does not know. */
export const strangerText = (directory: Directory): string =>
  refusalText({
    code: 'not-a-member',
    ask: directory.orgsWithDuty('command-centre')[0]?.name ?? '指挥中心',
  });

/** What is said to somebody alone who typed a command that took effect; in a group the new card says it. */
export function doneText(command: HumanCommand, whistle: Whistle, directory: Directory): string {
  const number = whistle.number ?? '草稿';
  switch (command.type) {
    case 'sign':
      if (isGathering(whistle)) return `已报到 ${number}。`;
      return `已签收 ${number}。到现场前请点“报到”。`;
    case 'check-in':
      return `已报到 ${number}。`;
    case 'raise':
      return whistle.state === 'draft'
        ? ''
        : '已升级为街道哨，已提请街道领导审批，同意后自动派出。';
    case 'on-site':
      if (isGathering(whistle)) return `已报到 ${number}。`;
      return `已到场 ${number}。办完请发“办结 ${shortOf(whistle)} 一句话”。`;
    case 'done':
      return isGathering(whistle)
        ? `已办结 ${number}，感谢已发给大家。${hoursHint(whistle)}`
        : `已办结 ${number}，${stillToCome(whistle, directory)}`;
    case 'progress':
      return `进展已转告吹哨人（${number}）。`;
    case 'approve':
      if (whistle.approval?.how === 'after') return `已补批 ${number}。`;
      return whistle.state === 'queued'
        ? `已同意 ${number}，等指挥中心派遣。`
        : `已同意，${number} 已派出。`;
    case 'disapprove':
      return whistle.reason === null
        ? '已不同意，吹哨人已收到通知。'
        : '已不同意，理由已转告吹哨人。';
    case 'verify':
      if (whistle.state === 'claimed_done') return `已记录现场核验 ${number}，已告知吹哨单位。`;
      return `已核验通过 ${number}，请逐个评价报到部门。`;
    case 'return':
      return returnedText(whistle, directory);
    case 'rate':
      return ratedText(whistle);
    case 'urge':
      return `已催办 ${number}。`;
    case 'dispatch':
      return `已派遣 ${number}，各部门已通知。`;
    case 'hold':
      return `已暂缓 ${number}，理由已转告吹哨人。`;
    case 'amend':
      return amendedText(whistle, command.reading.text);
    case 'withdraw':
      return withdrawnText(whistle);
    case 'take-up':
      return '已受理，哨单草稿已发给您，请核对后确认。';
    case 'pass-up':
      return '已上报上一级。';
    case 'settle':
      return '已记录就地解决，上报人会收到结果。谢谢。';
    case 'attach':
      return `已附上，共 ${String(whistle.attachments.length)} 个照片或文件。`;
    case 'cancel':
      // “取消 情况有变” named no draft, and took back what was sent.
      if (whistle.state === 'withdrawn' || (isGathering(whistle) && isRunning(whistle)))
        return withdrawnText(whistle);
      return cancelsAll(command) ? '草稿已全部取消。' : '草稿已取消。';
    case 'edit':
      return editWords;
    case 'blow-anyway':
    case 'blow-again':
    case 'confirm':
      return whistle.state === 'pending_approval' ? '已提请审批，领导同意后自动派出。' : '';
    case 'merge':
      return mergedText(whistle);
    case 'tell':
    case 'split-off':
    case 'add-department':
    case 'choose-matter':
    case 'show':
      return '';
  }
}

const withdrawnText = (whistle: Whistle): string =>
  whistle.state === 'withdrawn' ? takenBackText(whistle) : goesOnText(whistle);

/** Of a call that was on its way to the street only that is taken back. */
const goesOnText = (whistle: Whistle): string =>
  `升级已撤回，${whistle.number ?? ''} 的活动照常。整件不办了，请发“撤哨 ${shortOf(whistle)} 理由”。`;

const takenBackText = ({ dispatchedAt, number }: Whistle): string =>
  dispatchedAt === null ? '已撤回，未派出。' : `已撤哨 ${number ?? ''}。`;

const cancelsAll = ({ reading }: Extract<HumanCommand, { type: 'cancel' }>): boolean =>
  reading?.intent.type === 'cancel' && reading.intent.which === 'all';

const shortOf = (whistle: Whistle): string => shortNumber(whistle.number);

/** What a word came to that is not what it says by itself: null where the verb tells it. */
export function eventText(event: string | undefined, whistle: Whistle): string | null {
  const number = whistle.number ?? '';
  if (event === 'hours-told') return `已记录服务时长（${number}）。`;
  if (event === 'reason-added')
    return `${number} 已经退回、还在重办，没有重复退回；这句话已作为退回理由的补充转告。`;
  return null;
}

/** Who has it again; a reason that was not given is asked for. */
function returnedText(whistle: Whistle, directory: Directory): string {
  const open = whistle.participations.filter(({ done }) => done === null);
  const names = fittingNames(open.map(({ org }) => orgName(directory, org)));
  const ask =
    whistle.reason === null
      ? `请补一句理由，例如“退回重办 ${shortOf(whistle)} 现场没有清干净”。`
      : '';
  return `已退回重办 ${whistle.number ?? ''}（${names}）。${ask}`;
}

/** Hours may follow the closing, or put right what was counted (S14). */
const hoursHint = ({ number, volunteers }: Whistle): string =>
  volunteers.length === 0 ? '' : `要补报服务时长，请发“时长 ${shortNumber(number)} 3小时”。`;

/** Whom a whistle waits for after one's own part is done: the other departments first, then the unit that blew. */
function stillToCome({ participations, blowerOrg }: Whistle, directory: Directory): string {
  const others = participations.filter(({ done }) => done === null);
  if (others.length === 0) return `等待${orgName(directory, blowerOrg)}核验。`;
  const names = fittingNames(others.map(({ org }) => orgName(directory, org)));
  return `贵单位的部分已完成，还在等${names}办结，全部办结后核验。`;
}

const mergedText = (whistle: Whistle): string =>
  whistle.number === null ? '' : `${whistle.number} 已并入 ${whistle.near[0]?.number ?? ''}。`;

/** A contact that was kept: of which whistle, and who may read it; nothing of it is said again (I9). */
export function contactText(whistle: Whistle, inGroup: boolean): string {
  const { number, restricted } = whistle;
  if (restricted && inGroup) return '已记下联系人，不在群里显示。';
  return number === null
    ? '已记下联系人，放在刚提请的哨单里；群里不显示，报到的部门单独查哨可见。'
    : `已记下联系人，放在 ${number} 里；群里不显示，报到的部门单独发“查哨 ${shortOf(whistle)}”可见。`;
}

/** Nobody holds a card of a whistle that has not gone out yet. `words`: what was said, a supplement or a correction. */
export function amendedText({ number, dispatchedAt }: Whistle, words: string): string {
  const verb = /^(?!\s*更正)[\s\S]{0,24}?补[充单]/u.test(words) ? '补充' : '更正';
  const then = dispatchedAt === null ? `派出时以${verb}后的内容为准` : '有关单位会收到新卡片';
  return `已${verb} ${number ?? ''}，${then}。`;
}

function ratedText(whistle: Whistle): string {
  return whistle.state === 'archived'
    ? `评价已记录，${whistle.number ?? ''} 已归档。`
    : '评价已记录，请继续评价其他部门。';
}

function listText({ rows, directory }: Extract<Told, { type: 'list' }>): string {
  if (rows.length === 0) return '现在没有这样的哨单。';
  const lines = rows.map((one) => {
    const matter =
      one.matter === null ? '事项待定' : (directory.matter(one.matter)?.name ?? one.matter);
    const waiting = one.waiting.map((org) => directory.org(org)?.name ?? org).join('、');
    return `- ${drillMark(one)}${one.number ?? (one.state === 'reported' ? '（上报）' : '（未派出）')} ${categoryNames[one.category]} ${matter}｜${stateName(one, directory)}${waiting === '' ? '' : `，待报到：${waiting}`}`;
  });
  return [`**共 ${String(rows.length)} 件**`, ...lines, ...whereToLook(rows)].join('\n');
}

/** What a number is for, and what becomes of those that have none: a report never gets one of its own (S49). */
function whereToLook(rows: Extract<Told, { type: 'list' }>['rows']): readonly string[] {
  const told = [
    ...(rows.some(({ number }) => number !== null) ? ['发“查哨 编号”看详情。'] : []),
    ...(rows.some(({ state }) => state === 'reported')
      ? ['上报没有编号，派出或解决后会把结果告诉上报人。']
      : []),
  ];
  return told.length > 0 ? told : ['还没有派出，派出后会有编号。'];
}
