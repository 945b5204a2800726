import type { Directory } from '../domain/directory.ts';
import { orgTypeNames } from '../domain/actors.ts';
import { stateName } from '../domain/state-name.ts';
import { responsible, type Whistle } from '../domain/whistle.ts';
import type { Told } from '../flows/ask/run.ts';
import { resourceText } from './cards/draft-hints.ts';
import { drillMark, matterName, orgName, personName } from './cards/frame.ts';

/** Projects with stage and leader, and what each still waits for (S17). */
export function projectsText({ projects, directory }: Extract<Told, { type: 'projects' }>): string {
  if (projects.length === 0) return '没有找到这个项目。请发“项目”查看全部重点项目。';
  return projects
    .map(({ project, whistles }) => {
      const leader = directory.memberOf(project.leader);
      const who = leader
        ? `${orgName(directory, leader.org)}${personName(directory, leader.userId)}`
        : project.leader;
      const open = whistles.map((one) => openLine(directory, one));
      return [
        `**${project.name}**（${project.stage}）`,
        `负责领导：${who}；项目办：${orgName(directory, project.office)}`,
        ...(open.length === 0 ? ['现在没有未办结的哨单。'] : open),
      ].join('\n');
    })
    .join('\n\n');
}

function openLine(directory: Directory, whistle: Whistle): string {
  const waits = waitingFor(directory, whistle);
  return `- ${drillMark(whistle)}${whistle.number ?? '（未派出）'} ${matterName({ whistle, directory })}｜${stateName(whistle, directory)}${waits === '' ? '' : `，等${waits}`}`;
}

function waitingFor(directory: Directory, whistle: Whistle): string {
  const party = responsible(whistle);
  switch (party?.type) {
    case undefined:
      return '';
    case 'departments':
      return party.orgs.map((org) => orgName(directory, org)).join('、');
    case 'approver':
      return '审批领导';
    case 'blower':
      return '吹哨人';
    case 'centre':
      return '指挥中心';
    case 'desk':
      return orgName(directory, party.org);
    case 'blowing-unit':
    case 'rater':
      return orgName(directory, whistle.blowerOrg);
  }
}

/** What the neighbourhood lends: what was asked for, else all of it (S51). */
export function resourcesText({
  resources,
  matched,
  directory,
}: Extract<Told, { type: 'resources' }>): string {
  if (resources.length === 0) return '您所在的街道、联盟还没有登记共享资源。请联系联盟秘书登记。';
  const lines = resources.map(
    (one) => `- ${one.kind}：${resourceText(one, orgName(directory, one.org))}`,
  );
  const title = matched ? '**可用资源**' : '**可用资源（没有找到正好对应的，列出全部）**';
  return [title, ...lines, '需要时请与提供单位联系。'].join('\n');
}

/** Who took part by type, apart from the departments' own line: public units and people are not ranked (S16, S46). */
export function typesText({ types }: Extract<Told, { type: 'figures' }>): readonly string[] {
  const seats = types.filter(({ due }) => due > 0);
  const people = types.filter(({ people: came }) => came > 0);
  const onlyDepartments = seats.every(({ type }) => type === 'department');
  return [
    ...(onlyDepartments
      ? []
      : [
          `- 按单位类别（已报到/应报到）：${seats.map((one) => `${orgTypeNames[one.type]} ${String(one.checkedIn)}/${String(one.due)}`).join('，')}；公共单位等单列，不与部门排名`,
        ]),
    ...(people.length === 0
      ? []
      : [
          `- 党员群众报到：${people.map((one) => `${orgTypeNames[one.type]} ${String(one.people)} 人次`).join('，')}`,
        ]),
  ];
}
