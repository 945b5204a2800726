import type { Readable, Report } from './report.ts';
import type { OrgEntry } from './files.ts';

/** Codes and names are one of a kind, parents exist and never go round, zones have an on-site limit. */
export function checkOrganisations({ organisations, limits }: Readable, report: Report): void {
  if (!organisations) return;
  const orgs = organisations.organisations;
  const at = (index: number, key: string) => ['organisations', index, key];
  const byCode = new Map(orgs.map((one) => [one.code, one]));
  const codes = new Set<string>();
  orgs.forEach((one, index) => {
    if (codes.has(one.code))
      report(
        'organisations',
        at(index, 'code'),
        `单位代码 ${one.code} 用了两次，请给其中一个换一个代码`,
      );
    codes.add(one.code);
    if (one.parent !== undefined && !byCode.has(one.parent))
      report('organisations', at(index, 'parent'), unknownOrg(one.parent, orgs));
    else if (goesRound(one, byCode))
      report(
        'organisations',
        at(index, 'parent'),
        `${one.name}的上级绕了一圈又回到自己，请改正 parent`,
      );
    if (one.type === 'community' && byCode.get(one.parent ?? '')?.type !== 'street')
      report('organisations', at(index, 'code'), `${one.name}是社区，parent 要写所属街道的代码`);
    one.allies?.forEach((ally, nth) => {
      if (one.type !== 'alliance')
        report(
          'organisations',
          at(index, 'allies'),
          `${one.name}不是党建联盟，不写 allies；请删去，或改 type: alliance`,
        );
      else if (!byCode.has(ally))
        report('organisations', ['organisations', index, 'allies', nth], unknownOrg(ally, orgs));
    });
    const above = byCode.get(one.parent ?? '')?.type;
    if (one.type === 'group' && above !== 'community')
      report(
        'organisations',
        at(index, 'code'),
        `${one.name}是居民小组，parent 要写所属社区的代码`,
      );
    if (one.type === 'building' && above !== 'group' && above !== 'community')
      report(
        'organisations',
        at(index, 'code'),
        `${one.name}是楼栋，parent 要写所属居民小组或社区的代码`,
      );
    if (one.zone !== undefined && limits && limits.zones[one.zone] === undefined)
      report(
        'organisations',
        at(index, 'zone'),
        `片区“${one.zone}”在 limits.yaml 的 zones 里没有到场时限，请补上或改用：${Object.keys(limits.zones).join('、')}`,
      );
  });
  checkNames(orgs, report);
}

/** Two organisations of one name cannot be told apart; a shared alias only makes the bot ask. */
function checkNames(orgs: readonly OrgEntry[], report: Report): void {
  const owners = new Map<string, OrgEntry>();
  orgs.forEach((one, index) => {
    const owner = owners.get(nameIn(one));
    if (owner)
      report(
        'organisations',
        ['organisations', index, 'name'],
        `简称“${one.name}”与 ${owner.code} 相同，请换一个`,
      );
    else owners.set(nameIn(one), one);
  });
  orgs.forEach((one, index) => {
    (one.aliases ?? []).forEach((alias, nth) => {
      const owner = owners.get(alias) ?? one;
      owners.set(alias, owner);
      if (owner === one) return;
      const message = `别名“${alias}”也指${owner.name}，群里这样叫会分不清；请只留给一个单位`;
      report('organisations', ['organisations', index, 'aliases', nth], message, 'warning');
    });
  });
}

/** Many a courtyard has its 3栋: names of groups and buildings are one of a kind under one parent only. */
const nameIn = ({ type, name, parent = '' }: OrgEntry): string =>
  type === 'group' || type === 'building' ? `${parent}/${name}` : name;

/** The sentence for a code nobody has; a name written in place of a code is recognised. */
export function unknownOrg(written: string, orgs: readonly OrgEntry[]): string {
  const meant = orgs.find(
    (one) => one.name === written || one.code.toLowerCase() === written.toLowerCase(),
  );
  const mend = meant
    ? `${meant.name}的代码是 ${meant.code}`
    : '请改用 organisations.yaml 里的代码，或在那里补上这个单位';
  return `没有代码为 ${written} 的单位；${mend}`;
}

function goesRound(start: OrgEntry, byCode: ReadonlyMap<string, OrgEntry>): boolean {
  const seen = new Set<OrgEntry>();
  for (
    let one: OrgEntry | undefined = start;
    one?.parent !== undefined;
    one = byCode.get(one.parent)
  ) {
    if (seen.has(one)) return one === start;
    seen.add(one);
  }
  return false;
}
