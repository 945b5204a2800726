import { unknownOrg } from './check-organisations.ts';
import type { Readable, Report } from './report.ts';

/** Whoever lends something is there, and nobody lists the same thing twice (S51). */
export function checkResources({ resources, organisations }: Readable, report: Report): void {
  const orgs = organisations?.organisations;
  const seen = new Set<string>();
  resources?.resources.forEach(({ org, name }, index) => {
    if (orgs && !orgs.some((one) => one.code === org))
      report('resources', ['resources', index, 'org'], unknownOrg(org, orgs));
    if (seen.has(`${org} ${name}`))
      report(
        'resources',
        ['resources', index, 'name'],
        `${org} 的“${name}”写了两遍，请删去一处`,
        'warning',
      );
    seen.add(`${org} ${name}`);
  });
}
