import type { Directory } from '../../domain/directory.ts';
import type { MatterCode, OrgCode } from '../../domain/names.ts';
import type { CalledDepartment } from '../../domain/reading.ts';
import type { Participation, Whistle } from '../../domain/whistle.ts';
import { lawfulKind, mayCall } from './may-call.ts';
import { newSeat } from './new-seat.ts';

/** Seats for the departments named in the text; when none is named, the matrix's proposal. */
export function seats(
  directory: Directory,
  named: readonly CalledDepartment[],
  matter: MatterCode | null,
): readonly Participation[] {
  const entry = matter === null ? null : directory.matter(matter);
  const called =
    named.length > 0 || entry === null
      ? withLead(named, entry?.lead ?? null)
      : proposal(directory, matter);
  return called.map(newSeat);
}

/** Lead and assist of the responsibility matrix. */
export function proposal(
  directory: Directory,
  matter: MatterCode | null,
): readonly CalledDepartment[] {
  const entry = matter === null ? null : directory.matter(matter);
  if (entry === null) return [];
  return [
    { org: entry.lead, role: 'lead' },
    ...entry.assist.map((org) => ({ org, role: 'assist' as const })),
  ];
}

/** The matrix lead of the matter when the blower did not name it: offered on the draft, never added. */
export function unnamedLead(directory: Directory, whistle: Whistle): OrgCode | null {
  const lead = whistle.matter === null ? undefined : directory.matter(whistle.matter)?.lead;
  if (lead === undefined || whistle.participations.some((one) => one.org === lead)) return null;
  // Whoever blows is not called: a counter of the lead's own needs no telling.
  if (lead === whistle.blowerOrg) return null;
  // Where the kind does not call departments, adding one would make another kind of it.
  if (!mayCall(directory, lawfulKind(directory, whistle), [{ org: lead }])) return null;
  return lead;
}

/** Exactly one lead, first: the one the text names, else the matrix's, else the first. */
export function withLead(
  called: readonly CalledDepartment[],
  matrixLead: OrgCode | null,
): readonly CalledDepartment[] {
  const lead =
    called.find((one) => one.role === 'lead') ??
    called.find((one) => one.org === matrixLead) ??
    called[0];
  return lead ? leadFirst(called, lead.org) : [];
}

/** This one leads, whoever was to lead before; all others assist. */
export function leadFirst(
  called: readonly CalledDepartment[],
  lead: OrgCode,
): readonly CalledDepartment[] {
  const rest = called
    .filter((one) => one.org !== lead)
    .map(({ org }) => ({ org, role: 'assist' as const }));
  return [{ org: lead, role: 'lead' }, ...rest];
}
