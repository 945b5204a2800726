import type { Directory } from '../domain/directory.ts';
import type { Instant, OrgCode } from '../domain/names.ts';
import { isGathering, type Whistle } from '../domain/whistle.ts';
import { stateName } from '../domain/state-name.ts';
import type { Receiver } from '../domain/rule-book.ts';
import type { Ping, Told, Why } from '../flows/ask/run.ts';
import { lawsOf, orgName, personName, shortTime } from './cards/frame.ts';
import { lateness, stepNames } from './cards/reminder-card.ts';

const receiverNames = {
  liaison: '联络员',
  'duty-officer': '值班员',
  'stand-in': '代理人',
  'leader-in-charge': '分管领导',
  head: '主要负责人',
  blower: '吹哨人',
  'street-approver': '街道审批领导',
  'command-centre': '指挥中心',
  'leading-group-office': '领导小组办公室',
  'supervision-office': '督查室',
  'district-leader': '区领导',
} as const satisfies Record<Receiver, string>;

/** 今天谁值班: the shift that runs now, unit by unit. */
export function dutyText({ orgs, directory, now }: Extract<Told, { type: 'duty' }>): string {
  const { roster } = directory.book;
  const lines = orgs.map(
    (org) => `- ${orgName(directory, org)}：${onDutyText(directory, org, now)}`,
  );
  const shift = roster ? `（${roster.shiftStart} 交接班）` : '';
  return [`**现在谁值班**${shift}`, ...lines].join('\n');
}

function onDutyText(directory: Directory, org: OrgCode, now: Instant): string {
  const people = directory.onDuty(org, now).map((userId) => {
    const member = directory.memberOf(userId);
    return member ? `${member.name}，${member.title}` : userId;
  });
  const written = directory.book.roster?.units[org] ? '' : '（没有排班，先找）';
  return `${written}${people.join('；') || '没有登记人员'}`;
}

/** 为什么找我: who called them to what, on what ground, what is waited for, and which rung told them. */
export function whyText({ whys, directory, now }: Extract<Told, { type: 'why' }>): string {
  const [first, second] = whys;
  if (!first) return '现在没有等您或贵单位办理的哨单。要问某一张，请发“为什么找我 编号”。';
  if (!second) return wholeText(first, directory, now);
  const lines = whys.map((one) => `- ${titleOf(one, directory)}：${briefly(one, directory, now)}`);
  return [`**有 ${String(whys.length)} 件与您有关**`, ...lines, '发“为什么找我 编号”看缘由。'].join(
    '\n',
  );
}

function wholeText(why: Why, directory: Directory, now: Instant): string {
  const { whistle } = why;
  const { blower, blowerOrg, createdAt, dispatchedAt } = whistle;
  const out = dispatchedAt === null ? '' : `，${shortTime(dispatchedAt, now)} 派出`;
  const who = `${orgName(directory, blowerOrg)} ${personName(directory, blower)} ${shortTime(createdAt, now)} 吹哨${out}`;
  return [
    `**${titleOf(why, directory)}**`,
    `- 谁找您：${who}`,
    `- 为何找到您：${groundText(why, directory)}`,
    `- 现在等：${awaitedText(why, directory, now)}`,
    ...(why.pings.length > 0
      ? [
          `- 为何提醒您本人：${why.pings.map((one) => pingText(one, why, directory, now)).join('；')}`,
        ]
      : []),
  ].join('\n');
}

function titleOf({ whistle }: Why, directory: Directory): string {
  const matter = whistle.matter === null ? '事项待定' : directory.matter(whistle.matter)?.name;
  return `${whistle.number ?? '未派出的哨单'} ${matter ?? ''}`.trim();
}

function groundText({ whistle, part, seat, named, listed }: Why, directory: Directory): string {
  const unit = orgName(directory, whistle.blowerOrg);
  switch (part) {
    case 'blower':
      return '您是吹哨人';
    case 'came':
      return `${unit}请党员、志愿者报到，您已报到`;
    case 'approver':
      return `您是${unit}的审批领导`;
    case 'blowing-unit':
      return `这是${unit}吹的哨`;
    case 'overseer':
      return '您所在单位负责全区的指挥、协调或督办';
    case 'called': {
      const grounds = [
        ...(listed === null
          ? []
          : [`责任清单 ${whistle.matter ?? ''} 列为${listed === 'lead' ? '主办' : '协办'}`]),
        ...(named ? ['吹哨原话点名'] : []),
      ];
      const ground = grounds.length > 0 ? grounds.join('，') : '由吹哨单位或指挥中心加派';
      const role = seat?.role === 'lead' ? '主办' : '协办';
      const basis = lawsOf({ whistle, directory });
      return `贵单位是${role}：${ground}${basis === '' ? '' : `。依据${basis}`}`;
    }
  }
}

function awaitedText(why: Why, directory: Directory, now: Instant): string {
  const { whistle, awaited, part } = why;
  const [next] = awaited;
  if (part === 'came') return cameText(whistle, directory, now);
  if (!next) return `${stateName(whistle, directory)}，没有等您的步骤`;
  const whose = next.org === null ? '' : orgName(directory, next.org);
  const who = part === 'blower' ? '您' : '吹哨人';
  if (next.stage === 'draft') return `${who}确认或修改草稿，${shortTime(next.dueAt, now)} 自动关闭`;
  if (next.stage === 'desk')
    return `${whose}受理、上报或就地解决，${shortTime(next.dueAt, now)} 自动上报`;
  return `${whose}${stepNames[next.stage]}，时限 ${shortTime(next.dueAt, now)}（${lateness(next.dueAt, now)}）`;
}

/** What whoever signed up is to do: come, or wait for the street's word. */
function cameText(whistle: Whistle, directory: Directory, now: Instant): string {
  const { appointedAt, dispatchedAt, place } = whistle;
  if (!isGathering(whistle))
    return dispatchedAt === null
      ? '街道审批，同意后由部门处置，结果会告诉您'
      : '部门处置，不需要您再报到';
  const when = appointedAt === null ? '时间另行通知' : shortTime(appointedAt, now);
  return `您参加：${when}，${orgName(directory, whistle.street)} ${place ?? ''}`.trim();
}

const briefly = (why: Why, directory: Directory, now: Instant): string =>
  why.awaited.length > 0 || why.part === 'came'
    ? `等${awaitedText(why, directory, now)}`
    : stateName(why.whistle, directory);

function pingText(
  { receiver, stage, at, when, org }: Ping,
  { whistle }: Why,
  directory: Directory,
  now: Instant,
): string {
  const as = `按催办阶梯通知${receiverNames[receiver]}`;
  if (stage === null) return `${shortTime(when, now)} 派出即${as}`;
  const whose = orgName(directory, org ?? whistle.blowerOrg);
  return `${shortTime(when, now)} ${whose}的${stepNames[stage]}走到时限的 ${String(at)}% 仍未完成，${as}`;
}
