import { unknownOrg } from './check-organisations.ts';
import type { Readable, Report } from './report.ts';

/** Each project has a code and name of its own, a leader who is somebody, and an office that can blow for it (S17). */
export function checkProjects(
  { projects, organisations, members }: Readable,
  report: Report,
): void {
  const known = new Set(
    Object.values(members?.members ?? {}).flatMap((people) =>
      people.map(({ userId }) => userId.toLowerCase()),
    ),
  );
  const orgs = organisations?.organisations;
  const codes = new Set<string>();
  const names = new Map<string, string>();
  projects?.projects.forEach(({ code, name, aliases = [], leader, office }, index) => {
    const at = (...path: readonly (string | number)[]) => ['projects', index, ...path];
    if (codes.has(code))
      report('projects', at('code'), `项目代号 ${code} 用了两次，请给其中一个换一个代号`);
    codes.add(code);
    for (const one of [name, ...aliases]) {
      const owner = names.get(one);
      if (owner !== undefined && owner !== code)
        report('projects', at('name'), `“${one}”也指项目 ${owner}，这样叫会分不清；请只留给一个`);
      names.set(one, code);
    }
    if (members && !known.has(leader.toLowerCase()))
      report('projects', at('leader'), `members.yaml 里没有账号 ${leader}，请核对负责领导的账号`);
    if (!orgs) return;
    const type = orgs.find((one) => one.code === office)?.type;
    if (type === undefined) report('projects', at('office'), unknownOrg(office, orgs));
    else if (type !== 'project-office')
      report('projects', at('office'), `${office} 不是项目办（type: project-office），请改正`);
  });
}
